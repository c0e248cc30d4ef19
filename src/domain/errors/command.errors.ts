/** Errors of the settings and of the command line. */
export const COMMAND_ERRORS = {
  SettingsInvalid: {
    sentence: "The settings are invalid: {problems}.",
    remedy: "Run `portolan gateway --help` to see each setting and its accepted values.",
  },
  PortTaken: {
    sentence: "Port {port} on {host} is unavailable: {reason}.",
    remedy: "Stop the program that uses the port, or set {setting} to another port.",
  },
  FolderNotWritable: {
    sentence: "The folder {folder} is not writable: {reason}.",
    remedy: "Make it writable, or set DATA_DIR to another folder.",
  },
  DeploymentMissing: {
    sentence: "The record of deployed contracts, {path}, is missing or incomplete.",
    remedy: "Deploy the contracts with `portolan deploy`, or set LEDGER_ADDRESS.",
  },
  DirectoryMissing: {
    sentence: "The deployment has no directory of members.",
    remedy: "Deploy one with `portolan deploy`, or set DIRECTORY_ADDRESS and LEDGER_ADDRESS.",
  },
  RecoveryFileNeeded: {
    sentence: "The first publication of participant {participant} needs a file for its recovery key.",
    remedy: "Name a new file with --recovery-file, and take it offline afterwards.",
  },
  GasNotFree: {
    sentence: "The chain asks {price} wei for each unit of gas, which a new account cannot pay.",
    remedy: "Name the keystore of an account with ether, with --payer. Do not name a relay's keystore.",
  },
  DatabaseMissing: {
    sentence: "The database at {place} was not yet prepared by a gateway of this version.",
    remedy: "Set DATA_DIR or DATABASE_URL as for the gateway, and start the gateway once.",
  },
  DatabaseUnusable: {
    sentence: "The database at {place} is unusable: {reason}.",
    remedy: "Check DATA_DIR or DATABASE_URL. If the database is locked, try again in a moment.",
  },
  ParticipantNotFollowed: {
    sentence: "The gateway's database has no participant {participant}.",
    remedy: "Enrol the participant, let the gateway follow the enrolment, then issue the key.",
  },
  GovernorKeystoreMissing: {
    sentence: "The folder {folder}/governor holds no governor keystore.",
    remedy: "Create one with `portolan key new`, or set KEYSTORE_DIR to the folder that has it.",
  },
  AccountWithoutFunds: {
    sentence: "Account {account} cannot pay for gas, and the chain node holds no account that could fund it.",
    remedy: "Send it some of the chain's currency, then start again.",
  },
  GatewayUnreachable: {
    sentence: "The gateway at {url} is unreachable: {reason}.",
    remedy: "Start it with `npm start`, or give another address with --url.",
  },
  GatewayAnswerUnexpected: {
    sentence: "The server at {url} is not a Portolan gateway of this version: {problem}.",
    remedy: "Check the address given with --url.",
  },
  GatewayRefused: {
    sentence: "{detail} ({reason})",
    remedy: "{advice}",
  },
  ApiKeyMissing: {
    sentence: "This command needs an API key.",
    remedy: "Give a file that holds the key with --api-key-file, or set PORTOLAN_API_KEY.",
  },
  ApiKeyMalformed: {
    sentence: "The API key {source} contains {found}, which no key contains.",
    remedy: "Copy the key again, as one line without spaces.",
  },
  ArgumentInvalid: {
    sentence: "{argument} has the invalid value {value}; expected {expected}.",
    remedy: "Run the command with --help to see an example.",
  },
  FileUnreadable: {
    sentence: "The file {path} is unreadable: {reason}.",
    remedy: "Check the path, and that you may read the file.",
  },
  FileInvalid: {
    sentence: "The content of {file} is invalid: {problem}",
    remedy: "{advice}",
  },
  FileNotWritable: {
    sentence: "The file {path} is not writable: {reason}.",
    remedy: "Check the path, and that you may write there.",
  },
  PreparedEntryChanged: {
    sentence: "The prepared entry states the hash {hash}, but its typed data has the hash {actual}.",
    remedy: "Do not sign it. Prepare the entry again, and ask the gateway's operator about the difference.",
  },
  HistoryMismatch: {
    sentence: "The gateway's history of the shipment does not match the contract: {problem}.",
    remedy: "Do not rely on it. Keep the answer, compare another gateway's, and report both to the operator.",
  },
  JourneyInvalid: {
    sentence: "The journey {path} is invalid: {problem}.",
    remedy: "Correct the file; src/start/demonstration/journey.json is an example.",
  },
  JourneyStepFailed: {
    sentence: "Step {step} of the journey was not recorded: {problem}",
    remedy: "Correct the file and load it again. Steps that are already recorded are skipped.",
  },
  NotRecordedInTime: {
    sentence: "Submission {submission} was accepted but not recorded in time.",
    remedy: "Read the submission later, and check /readyz. The gateway keeps trying.",
  },
  ChainStopped: {
    sentence: "The local chain stopped unexpectedly: {reason}.",
    remedy: "Read its messages above, then start again. All recorded entries are kept.",
  },
} as const;

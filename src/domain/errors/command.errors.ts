/** Errors of the settings and of the command line. */
export const COMMAND_ERRORS = {
  SettingsInvalid: {
    sentence: "These settings cannot be used: {problems}.",
    remedy: "`portolan gateway --help` lists every setting with what it expects.",
  },
  PortTaken: {
    sentence: "Port {port} on {host} cannot be had ({reason}).",
    remedy: "Stop the program that uses it, or set {setting} to another one.",
  },
  FolderNotWritable: {
    sentence: "The folder {folder} cannot be written to ({reason}).",
    remedy: "Make it writable, or set DATA_DIR to another folder.",
  },
  DeploymentMissing: {
    sentence: "No contracts were deployed from here: {path} is missing or incomplete.",
    remedy: "Deploy them with `portolan deploy`, or set CONSORTIUM_ADDRESS and LEDGER_ADDRESS.",
  },
  DatabaseMissing: {
    sentence: "No gateway of this version has worked on the database at {place} yet.",
    remedy: "Set DATA_DIR or DATABASE_URL as for the gateway, and start the gateway once before.",
  },
  DatabaseUnusable: {
    sentence: "The database at {place} cannot be used ({reason}).",
    remedy: "Check DATA_DIR or DATABASE_URL; when it is locked, try again in a moment.",
  },
  ParticipantNotFollowed: {
    sentence: "The gateway's database knows no participant {participant}.",
    remedy: "Enrol it, let the gateway follow its enrolment, and issue the key then.",
  },
  GovernorKeystoreMissing: {
    sentence: "There is no governor's keystore in {folder}/governor.",
    remedy: "Create one with `portolan key new`, or set KEYSTORE_DIR to the folder that has it.",
  },
  AccountWithoutFunds: {
    sentence:
      "Account {account} cannot pay for gas on this chain, and the chain's node holds no account that could fund it.",
    remedy: "Send it some of the chain's currency, then start again.",
  },
  GatewayUnreachable: {
    sentence: "The gateway at {url} cannot be reached ({reason}).",
    remedy: "Start it with `npm start`, or name another one with --url.",
  },
  GatewayAnswerUnexpected: {
    sentence: "What answers at {url} is not a Portolan gateway of this version ({problem}).",
    remedy: "Check the address given with --url.",
  },
  GatewayRefused: {
    sentence: "{detail} ({reason})",
    remedy: "{advice}",
  },
  ApiKeyMissing: {
    sentence: "This command needs an API key.",
    remedy: "Name a file that holds it with --api-key-file, or set PORTOLAN_API_KEY.",
  },
  ArgumentInvalid: {
    sentence: "{argument} cannot be {value}; it is {expected}.",
    remedy: "Run the command with --help to see an example.",
  },
  FileUnreadable: {
    sentence: "The file {path} cannot be read ({reason}).",
    remedy: "Check the path and that you may read it.",
  },
  FileNotWritable: {
    sentence: "The file {path} cannot be written ({reason}).",
    remedy: "Check the path and that you may write there.",
  },
  PreparedEntryChanged: {
    sentence: "The hash {hash} is not that of the typed data beside it, which has {actual}.",
    remedy: "Do not sign it; prepare the entry again, and ask whoever runs the gateway why.",
  },
  HistoryNotWhole: {
    sentence: "What the gateway tells of the shipment does not agree with the contract: {problem}.",
    remedy: "Do not rely on it; keep the answer, ask another gateway, and ask this one why.",
  },
  JourneyInvalid: {
    sentence: "The journey {path} cannot be loaded: {problem}.",
    remedy: "Correct the file; src/start/demonstration/journey.json is an example.",
  },
  JourneyStepFailed: {
    sentence: "Step {step} of the journey was not recorded: {problem}",
    remedy: "Correct the file and load it again; what was recorded is not recorded twice.",
  },
  NotRecordedInTime: {
    sentence: "Submission {submission} was accepted but not recorded in time.",
    remedy: "The gateway goes on trying; ask for the submission later, and look at /readyz.",
  },
  ChainStopped: {
    sentence: "The local chain stopped on its own ({reason}).",
    remedy: "Look at its messages above, then start again; nothing that was recorded is lost.",
  },
} as const;

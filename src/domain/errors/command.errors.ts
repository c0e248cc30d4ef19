/** Errors of the settings and of the command line. */
export const COMMAND_ERRORS = {
  SettingsInvalid: {
    sentence: "These settings cannot be used: {problems}.",
    remedy: "`portolan gateway --help` lists every setting with what it expects.",
  },
  PortTaken: {
    sentence: "Port {port} on {host} is in use.",
    remedy: "Stop the program that uses it, or set {setting} to another port.",
  },
  FolderNotWritable: {
    sentence: "The folder {folder} cannot be written to ({reason}).",
    remedy: "Make it writable, or set DATA_DIR to another folder.",
  },
  FolderInUse: {
    sentence: "Process {process} already works in the folder {folder}.",
    remedy: "Stop it first, or set DATA_DIR to another folder.",
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
  FileExists: {
    sentence: "The file {path} exists already.",
    remedy: "Name another file; a keystore is never overwritten.",
  },
  JourneyInvalid: {
    sentence: "The journey {path} cannot be loaded: {problem}.",
    remedy: "Correct the file; scripts/demo/journey.json is an example.",
  },
  JourneyStepFailed: {
    sentence: "Step {step} of the journey was not recorded: {problem}",
    remedy: "Correct the file and load it again; what was recorded is not recorded twice.",
  },
  StepTimedOut: {
    sentence: "{step} did not finish within {seconds} s.",
    remedy: "Look at the messages above, and start again: what was done stays done.",
  },
  ChainStopped: {
    sentence: "The local chain stopped on its own ({reason}).",
    remedy: "Look at its messages above, then start again; nothing that was recorded is lost.",
  },
} as const;

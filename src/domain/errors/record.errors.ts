/** Errors of drafts: what keeps the gateway from accepting an entry before the ledger is asked. */
export const RECORD_ERRORS = {
  RelayMissing: {
    sentence: "There is no relay's keystore in {folder}/relays.",
    remedy: "Create one with `portolan key new`, and give its account what the chain charges for transactions.",
  },
  GatewayFolderInUse: {
    sentence: "Another gateway works on the folder {folder}.",
    remedy: "Stop it first, give this one a folder of its own, or let both share a PostgreSQL database.",
  },
  LeadershipLost: {
    sentence: "The connection that made this gateway the leading one is lost.",
    remedy: "Look at the database; the gateway stands for election again, and another may lead meanwhile.",
  },
  StoreWriterStopped: {
    sentence: "Nothing can be written to the database any more.",
    remedy: "See the log for the cause and start the gateway again; whatever was accepted is in the database.",
  },
  ShipmentAlreadyOpen: {
    sentence: "You have {identifier} open already, as shipment {shipment}.",
    remedy: "Record on that shipment, or close it before opening another under the same identifier.",
  },
  ReferenceInvalid: {
    sentence: "A {kind} cannot refer to {refersTo}.",
    remedy: "Give the hash of an entry: 0x and 64 lower-case hexadecimal digits.",
  },
  AuthorIsNotCaller: {
    sentence: "The entry names participant {author} as its author, but you are {participant}.",
    remedy: "Send it with a credential of its author.",
  },
  PreparedEntryInconsistent: {
    sentence: "The prepared entry's {member} does not follow from what came with it.",
    remedy: "Send back what was prepared, unchanged, with the signature over it.",
  },
} as const;

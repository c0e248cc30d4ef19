/** Errors of recording that the gateway detects before it asks the ledger. */
export const RECORD_ERRORS = {
  RelayMissing: {
    sentence: "This gateway has no relay key, so it only reads.",
    remedy: "Create one in KEYSTORE_DIR/relays with `portolan key new`, or record through another gateway.",
  },
  GatewayFolderInUse: {
    sentence: "Another gateway already uses the folder {folder}.",
    remedy: "Stop that gateway, give this one its own folder, or let both share a PostgreSQL database.",
  },
  LeadershipLost: {
    sentence: "The gateway no longer leads: it lost the database connection that holds its leadership.",
    remedy: "Check the database. The gateway tries to lead again; another gateway may lead until then.",
  },
  StoreWriterStopped: {
    sentence: "The gateway can no longer write to the database.",
    remedy: "Read the log for the cause and start the gateway again. All accepted entries are in the database.",
  },
  ShipmentAlreadyOpen: {
    sentence: "You already have {identifier} open as shipment {shipment}.",
    remedy: "Record on that shipment, or close it before you open another under the same identifier.",
  },
  ReferenceInvalid: {
    sentence: "The {kind} entry has the invalid reference {refersTo}.",
    remedy: "Give the hash of an entry: 0x and 64 lower-case hexadecimal digits.",
  },
  ProfileOfCaseUnknown: {
    sentence: "This gateway knows no profile {profile}.",
    remedy: "Name one of these profiles: {known}; or give the digest of another one.",
  },
  AuthorIsNotCaller: {
    sentence: "The entry names participant {author} as its author, but you are participant {participant}.",
    remedy: "Send it with a credential of its author.",
  },
  PreparedEntryInconsistent: {
    sentence: "The prepared entry's {member} does not match the other data of the request.",
    remedy: "Send the prepared entry unchanged, with the signature over it.",
  },
} as const;

/** Errors of drafts: what keeps the gateway from accepting an entry before the ledger is asked. */
export const RECORD_ERRORS = {
  SigningKeyMissing: {
    sentence: "This gateway holds no key that is valid now for participant {participant}.",
    remedy: "Prepare the entry, sign it with your own wallet and send it signed, or have a key added.",
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
  PreparedEntryChanged: {
    sentence: "The prepared entry's {member} does not follow from what came with it.",
    remedy: "Send back what was prepared, unchanged, with the signature over it.",
  },
} as const;

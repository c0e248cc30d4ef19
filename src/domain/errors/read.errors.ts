/** Errors of reads, traces and webhooks. */
export const READ_ERRORS = {
  ShipmentUnknown: {
    sentence: "No shipment {shipment} is visible to you.",
    remedy: "Check the id or identifier. To become a party to the shipment, ask one of its parties.",
  },
  CaseUnknown: {
    sentence: "No case {hold} is visible to you.",
    remedy: "Check the hash of its Hold entry: `portolan case list` lists your cases.",
  },
  EntryUnknown: {
    sentence: "No entry {entry} is visible to you.",
    remedy: "Check the hash. A posted entry becomes visible once it is recorded.",
  },
  AccessRecordUnknown: {
    sentence: "You have no access record {number}.",
    remedy: "List your access records, and name one of their numbers.",
  },
  AccessRecordNotAnchored: {
    sentence: "No root on chain covers your access record {number} yet.",
    remedy: "Ask again later: the gateway puts a root on chain at least every hour in which there are records.",
  },
  PageLimitInvalid: {
    sentence: "The page limit {limit} is invalid.",
    remedy: "Request 1 to {maximum} items.",
  },
  CursorInvalid: {
    sentence: "The cursor is invalid: {reason}.",
    remedy: "Use the cursor of the previous page unchanged, with the same filters, or start without a cursor.",
  },
  PayloadNotHeld: {
    sentence: "The payload of entry {entry} is not in this gateway, or you may not read it.",
    remedy: "Ask the entry's author for it.",
  },
  FieldWithheld: {
    sentence: "Your part in the shipment does not open the field {pointer} of entry {entry}.",
    remedy: "Name fields that the entry's view opens, or ask its author.",
  },
  PayloadErased: {
    sentence: "The payload of entry {entry} was erased at {erasedAt} (Unix seconds).",
    remedy: "Ask its author for a copy. The ledger keeps only the commitment.",
  },
  NotAuthorOfPayload: {
    sentence: "You may not erase the payload of entry {entry}: participant {author} is its author.",
    remedy: "Ask participant {author} to erase it.",
  },
  TraceUnsettled: {
    sentence: "The chain was reorganised during each of {attempts} attempts to read shipment {shipment}.",
    remedy: "Repeat the request in a moment.",
  },
  WebhookUnknown: {
    sentence: "You have no webhook {webhook}.",
    remedy: "List your webhooks to see their ids.",
  },
  DeliveryUnknown: {
    sentence: "Webhook {webhook} has no dead letter {delivery}.",
    remedy: "List the webhook's dead letters to see their ids.",
  },
  WebhookUrlRefused: {
    sentence: "The webhook address at {host} is not allowed: {problem}.",
    remedy: "Give an https address on the public internet, without a user name or password.",
  },
  TooManyWebhooks: {
    sentence: "You have reached the limit of {limit} webhooks.",
    remedy: "Delete one that you no longer need.",
  },
} as const;

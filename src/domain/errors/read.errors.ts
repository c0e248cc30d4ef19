/** Errors of reading, tracing and being told. */
export const READ_ERRORS = {
  ShipmentUnknown: {
    sentence: "There is no shipment {shipment} that you may read.",
    remedy: "Check the id or identifier, and ask a party to the shipment if you should be one.",
  },
  EntryUnknown: {
    sentence: "There is no entry {entry} that you may read.",
    remedy: "Check the hash; an entry that was just posted is readable once it is recorded.",
  },
  PageLimitInvalid: {
    sentence: "A page of {limit} cannot be had.",
    remedy: "Ask for 1 to {maximum}.",
  },
  CursorInvalid: {
    sentence: "The cursor is not one that this list gave.",
    remedy: "Use the cursor of the page before, unchanged and with the same filters, or begin without one.",
  },
  PayloadNotHeld: {
    sentence: "This gateway does not have the payload of entry {entry}, or you may not read it.",
    remedy: "Ask the entry's author for it.",
  },
  PayloadErased: {
    sentence: "The payload of entry {entry} was erased at {erasedAt}.",
    remedy: "Nothing can be disclosed of it any more; the ledger keeps its commitment.",
  },
  NotAuthorOfPayload: {
    sentence: "The payload of entry {entry} is not yours to erase.",
    remedy: "Ask its author, participant {author}, to erase it.",
  },
  TraceUnsettled: {
    sentence: "The chain was reorganised while shipment {shipment} was read, {attempts} times.",
    remedy: "Ask again in a moment.",
  },
  WebhookUnknown: {
    sentence: "You have no webhook {webhook}.",
    remedy: "List your webhooks to see their ids.",
  },
  DeliveryUnknown: {
    sentence: "Webhook {webhook} has no message {delivery} that was given up.",
    remedy: "List the webhook's dead letters to see their ids.",
  },
  WebhookUrlRefused: {
    sentence: "The address at {host} cannot be a webhook: {problem}.",
    remedy: "Give an https address on the public internet, without a user name or password.",
  },
  TooManyWebhooks: {
    sentence: "You have {limit} webhooks, the most that a participant can have.",
    remedy: "Delete one that is not needed.",
  },
} as const;

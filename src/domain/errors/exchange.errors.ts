/** Errors of the exchange of payloads between members. */
export const EXCHANGE_ERRORS = {
  ContentDigestMismatch: {
    sentence: "The header Content-Digest does not match the body.",
    remedy: "Send `sha-256=:…:` (RFC 9530) over the unchanged body, without other algorithms.",
  },
  ExchangeTooLarge: {
    sentence: "The request exceeds the limit of {limit} {what}.",
    remedy: "Divide the items among several requests.",
  },
  ExchangeBusy: {
    sentence: "The gateway already answers as many requests of other gateways as it can at once.",
    remedy: "Repeat the request in {retryAfter} s.",
  },
  ExchangeItemTooLarge: {
    sentence: "The item exceeds the limit of {limit} bytes.",
    remedy: "Send a smaller item.",
  },
  ExchangeItemInvalid: {
    sentence: "The item is invalid: {problem}.",
    remedy: "Send the item in the form of its version of the protocol.",
  },
  ExchangeVersionUnsupported: {
    sentence: "This gateway supports version {supported} of the exchange, not version {version}.",
    remedy: "Repeat the item after the gateway's upgrade, or send it in a supported version.",
  },
  ExchangeNotRecipient: {
    sentence: "The item is for participant {recipient}, not for participant {member}.",
    remedy: "Send it to the address of its recipient in the directory.",
  },
  ExchangeSenderUnknown: {
    sentence: "The sender, participant {sender}, is not enrolled.",
    remedy: "Check the number, and repeat the item when the gateway has followed the enrolment.",
  },
  ExchangeSenderSuspended: {
    sentence: "The sender, participant {sender}, is suspended.",
    remedy: "Ask the consortium to reinstate the participant.",
  },
  ExchangeSignatureInvalid: {
    sentence: "No valid ledger key of participant {sender} signed the item.",
    remedy: "Sign the unchanged item with a key that is valid now.",
  },
  ExchangeExpired: {
    sentence: "The request expired at {expires}; the recipient's clock shows {now} (Unix seconds).",
    remedy: "Compare both clocks, and send a new request that expires later.",
  },
  ExchangeExpiryTooLate: {
    sentence: "The request expires at {expires}, over {limit} s after the recipient's clock, {now} (Unix seconds).",
    remedy: "Compare both clocks, and send a new request that expires earlier.",
  },
  ExchangeReplayed: {
    sentence: "Participant {sender} sent a request with this nonce before.",
    remedy: "Send a new request with a random nonce.",
  },
  ExchangeNoKeyOfSender: {
    sentence: "Participant {sender} has no valid encryption key in the directory.",
    remedy: "Publish a key by `portolan member rotate`, then repeat the request.",
  },
  ExchangeAnswerUnrelated: {
    sentence: "The answer of participant {sender} does not match the request: {problem}.",
    remedy: "Repeat the request. Report the answer to the consortium if the participant repeats it.",
  },
  ParcelBodyAltered: {
    sentence: "The sealed body of parcel {parcel} does not match its header.",
    remedy: "Send the unchanged parcel again.",
  },
  ParcelSuiteRefused: {
    sentence: "Parcel {parcel} is sealed under suite {suite}; the recipient requires suite {required}.",
    remedy: "Seal to the recipient's strongest key in the directory.",
  },
  ParcelTooLarge: {
    sentence: "The content has {bytes} bytes; a parcel holds at most {limit} bytes.",
    remedy: "Move large documents from the payload to attachments.",
  },
  EncryptionKeyInvalid: {
    sentence: "The encryption key {key} is invalid for its suite.",
    remedy: "Ask the key's owner to publish another key.",
  },
} as const;

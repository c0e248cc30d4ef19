/** Errors of requests to the gateway: who asks, for what, and whether it can be served now. */
export const REQUEST_ERRORS = {
  NotAuthenticated: {
    sentence: "The request carries no credential.",
    remedy: "Send an API key or an access token in the header `Authorization: Bearer …`.",
  },
  CredentialInvalid: {
    sentence: "The {credential} is not valid: {reason}.",
    remedy: "Use a current one, or ask whoever operates the gateway for another.",
  },
  TokenIssuerUnavailable: {
    sentence: "The keys of the issuer of access tokens cannot be had now.",
    remedy: "Repeat the request in {retryAfter} s, or use an API key.",
  },
  CallerNotEnrolled: {
    sentence: "The credential is for participant {participant}, which the ledger does not know.",
    remedy: "Ask the consortium to enrol the participant, or wait until the gateway has followed its enrolment.",
  },
  CallerSuspended: {
    sentence: "Participant {participant} is suspended: it may read what it could read, and do nothing else.",
    remedy: "Ask the consortium to reinstate it.",
  },
  ScopeMissing: {
    sentence: "This needs the scope {required}; the credential has {held}.",
    remedy: "Use a credential with the scope.",
  },
  TooManyRequests: {
    sentence: "There were more than {limit} {what} within {seconds} s.",
    remedy: "Repeat the request in {retryAfter} s, and post entries in bulk.",
  },
  TooManySubscribers: {
    sentence: "There are {limit} open subscriptions of {whom}, the most that are served at once.",
    remedy: "Close one, or try again in {retryAfter} s.",
  },
  RouteUnknown: {
    sentence: "There is nothing at {path}.",
    remedy: "See /docs for the routes.",
  },
  MethodNotAllowed: {
    sentence: "{path} does not answer {method}.",
    remedy: "Use one of {allowed}.",
  },
  RequestInvalid: {
    sentence: "The {part} of the request is not valid: {problems}.",
    remedy: "Correct what is named; /docs has the schema.",
  },
  RequestMalformed: {
    sentence: "The request cannot be read: {reason}.",
    remedy: "Send a well-formed HTTP/1.1 request.",
  },
  RequestTimedOut: {
    sentence: "The request did not arrive in time.",
    remedy: "Send it again, without pauses.",
  },
  HeadersTooLarge: {
    sentence: "The header fields of the request are too large.",
    remedy: "Send fewer or shorter ones.",
  },
  UriTooLong: {
    sentence: "The address of the request is longer than {limit} characters.",
    remedy: "Shorten it.",
  },
  BodyMissing: {
    sentence: "The request has no body.",
    remedy: "Send one of the type {supported}.",
  },
  BodyTooLarge: {
    sentence: "The body has more than {limit} bytes.",
    remedy: "Send less at once.",
  },
  BodyNotText: {
    sentence: "The body is not UTF-8.",
    remedy: "Encode it as UTF-8.",
  },
  TooManyEntries: {
    sentence: "The body has more than {limit} entries.",
    remedy: "Send them in several requests.",
  },
  MediaTypeUnsupported: {
    sentence: "A body of the type {type} cannot be read here.",
    remedy: "Send {supported}, uncompressed.",
  },
  NotAcceptable: {
    sentence: "None of the types that the request accepts can be had here.",
    remedy: "Accept one of {available}.",
  },
  IdempotencyKeyReused: {
    sentence: "The idempotency key {key} was used before for another request.",
    remedy: "Use a fresh key for a new request, and repeat one with its body unchanged.",
  },
  SubmissionUnknown: {
    sentence: "You have no submission {submission}.",
    remedy: "Use the address in the Location of the answer that accepted it.",
  },
  ApiKeyUnknown: {
    sentence: "There is no API key {key}.",
    remedy: "List the API keys to see their ids.",
  },
  ApiKeyExpiryPast: {
    sentence: "An API key cannot expire at {expiresAt}, which is past.",
    remedy: "Give a time to come, or none.",
  },
  GatewayBusy: {
    sentence: "{depth} accepted entries wait to be recorded, as many as the gateway takes on.",
    remedy: "Repeat the request in {retryAfter} s, with the same idempotency key.",
  },
  TooManyUnsettled: {
    sentence:
      "{depth} of your accepted entries wait to be recorded, as many as the gateway takes on for one participant.",
    remedy: "Repeat the request in {retryAfter} s, with the same idempotency key.",
  },
  GatewayNotReady: {
    sentence: "The gateway does not serve now: {reason}.",
    remedy: "Repeat the request in {retryAfter} s; look at the gateway's log when it stays so.",
  },
  StoreUnavailable: {
    sentence: "The gateway's database cannot be reached.",
    remedy: "Repeat the request in {retryAfter} s, with the same idempotency key.",
  },
  InternalError: {
    sentence: "Something went wrong in the gateway; its log has the details under request {request}.",
    remedy: "Repeat the request; if it fails again, tell whoever operates the gateway the number of the request.",
  },
} as const;

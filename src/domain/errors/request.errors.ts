/** Errors of requests to the gateway: the caller, the request, and whether the gateway can serve it. */
export const REQUEST_ERRORS = {
  NotAuthenticated: {
    sentence: "The request carries no credential.",
    remedy: "Send an API key or an access token in the header `Authorization: Bearer …` or `X-API-Key`.",
  },
  CredentialInvalid: {
    sentence: "The {credential} is invalid: {reason}.",
    remedy: "Use a valid one, or ask the gateway's operator for another.",
  },
  TokenIssuerUnavailable: {
    sentence: "The gateway cannot fetch the keys of the access-token issuer.",
    remedy: "Repeat the request in {retryAfter} s, or use an API key.",
  },
  CallerNotEnrolled: {
    sentence: "The credential belongs to participant {participant}, which the ledger does not know.",
    remedy: "Ask the consortium to enrol the participant, or wait until the gateway has followed its enrolment.",
  },
  CallerSuspended: {
    sentence: "Participant {participant} is suspended and may only read.",
    remedy: "Ask the consortium to reinstate it.",
  },
  ScopeMissing: {
    sentence: "The request needs the scope {required}; the credential has {held}.",
    remedy: "Use a credential with this scope.",
  },
  TooManyRequests: {
    sentence: "The limit of {limit} {what} in {seconds} s was exceeded.",
    remedy: "Repeat the request in {retryAfter} s, and post entries in bulk.",
  },
  TooManySubscribers: {
    sentence: "The limit of {limit} open event streams of {whom} is reached.",
    remedy: "Close one, or try again in {retryAfter} s.",
  },
  StreamPositionUnknown: {
    sentence:
      "The stream cannot continue after {id}: {reason}. The gateway has followed the chain to block {block}, position {position}.",
    remedy: "Read the entries again from the lists, and connect without `Last-Event-ID`.",
  },
  RouteUnknown: {
    sentence: "The gateway has no route {path}.",
    remedy: "See /docs for the routes.",
  },
  MethodNotAllowed: {
    sentence: "The route {path} does not support the method {method}.",
    remedy: "Use one of {allowed}.",
  },
  RequestInvalid: {
    sentence: "The {part} of the request is invalid: {problems}.",
    remedy: "Correct these problems; /docs has the schema.",
  },
  RequestMalformed: {
    sentence: "The request is malformed: {reason}.",
    remedy: "Send a well-formed HTTP/1.1 request.",
  },
  RequestTimedOut: {
    sentence: "The request did not arrive in time.",
    remedy: "Send it again, without pauses.",
  },
  HeadersTooLarge: {
    sentence: "The header fields of the request are too large.",
    remedy: "Send fewer or shorter header fields.",
  },
  UriTooLong: {
    sentence: "The address of the request has more than {limit} characters.",
    remedy: "Shorten the address.",
  },
  BodyMissing: {
    sentence: "The request has no body.",
    remedy: "Send a body of type {supported}.",
  },
  BodyTooLarge: {
    sentence: "The body has more than {limit} bytes.",
    remedy: "Send less at once.",
  },
  TooManyEntries: {
    sentence: "The body has more than {limit} entries.",
    remedy: "Send them in several requests.",
  },
  MediaTypeUnsupported: {
    sentence: "This route does not accept a body of type {type}.",
    remedy: "Send {supported}, uncompressed.",
  },
  NotAcceptable: {
    sentence: "The request accepts {accept}, and this route offers {offered}.",
    remedy: "Send `Accept` with one of {offered}, or omit the header.",
  },
  IdempotencyKeyReused: {
    sentence: "The idempotency key {key} already belongs to a different request.",
    remedy: "Use a new key for a new request, and the same body to repeat a request.",
  },
  SubmissionUnknown: {
    sentence: "You have no submission {submission}.",
    remedy: "Use the address in the Location header of the answer that accepted it.",
  },
  ApiKeyUnknown: {
    sentence: "The gateway has no API key {key}.",
    remedy: "List the API keys to see their ids.",
  },
  ApiKeyExpiryPast: {
    sentence: "The API key's expiry time {expiresAt} (Unix seconds) is in the past.",
    remedy: "Give a time in the future, or omit it.",
  },
  GatewayBusy: {
    sentence: "The gateway's queue is full: {depth} accepted entries are not yet recorded.",
    remedy: "Repeat the request in {retryAfter} s, with the same idempotency key.",
  },
  TooManyUnsettled: {
    sentence: "Your share of the gateway's queue is full: {depth} of your accepted entries are not yet recorded.",
    remedy: "Repeat the request in {retryAfter} s, with the same idempotency key.",
  },
  GatewayNotReady: {
    sentence: "The gateway is not ready: {reason}.",
    remedy: "Repeat the request in {retryAfter} s. If the gateway stays unready, read its log.",
  },
  StoreUnavailable: {
    sentence: "The gateway's database is unreachable.",
    remedy: "Repeat the request in {retryAfter} s, with the same idempotency key.",
  },
  InternalError: {
    sentence: "The gateway failed to serve request {request}.",
    remedy: "Repeat it. If it fails again, give the number to the gateway's operator, whose log has the details.",
  },
} as const;

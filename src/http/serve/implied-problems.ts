import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Route } from "./route.ts";

const EVERY: readonly ErrorCode[] = ["NotAcceptable", "UriTooLong", "HeadersTooLarge", "InternalError"];

const AUTHENTICATED: readonly ErrorCode[] = [
  "NotAuthenticated",
  "CredentialInvalid",
  "TokenIssuerUnavailable",
  "CallerNotEnrolled",
  "ScopeMissing",
  "TooManyRequests",
  "GatewayNotReady",
  "StoreUnavailable",
];

const BODY: readonly ErrorCode[] = [
  "RequestInvalid",
  "RequestMalformed",
  "BodyMissing",
  "BodyTooLarge",
  "TextNotUtf8",
  "MediaTypeUnsupported",
];

const JSON_TEXT: readonly ErrorCode[] = [
  "JsonMalformed",
  "JsonTooLarge",
  "JsonTooDeep",
  "JsonTooManyValues",
  "JsonDuplicateMember",
  "JsonInexactNumber",
  "JsonLoneSurrogate",
  "PayloadReservedName",
];

/** Lists the errors that a route's access rule, parameters and body imply. */
export function impliedProblems({ access, params, body, headers = [] }: Route): ErrorCode[] {
  const takesInput = params !== undefined || headers.length > 0;
  return [
    ...EVERY,
    "RequestInvalid",
    ...(takesInput ? (["RequestMalformed"] as const) : []),
    ...(access === "public" ? [] : AUTHENTICATED),
    ...(access === "public" || access === "read" ? [] : (["CallerSuspended"] as const)),
    ...(body === undefined ? [] : [...BODY, ...JSON_TEXT]),
    ...(body?.kind === "bulk" ? (["TooManyEntries"] as const) : []),
  ];
}

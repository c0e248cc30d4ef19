import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Problem } from "../../api/problem.ts";

/** The exceptions of EPCIS 2.0 (12.6) by the status that a problem has. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "SecurityException",
  403: "SecurityException",
  404: "NoSuchResourceException",
  406: "NotAcceptableException",
  409: "ResourceAlreadyExistsException",
  410: "NoSuchResourceException",
  413: "CaptureLimitExceededException",
  414: "URITooLongException",
  415: "UnsupportedMediaTypeException",
  422: "ValidationException",
};

/** Where the status alone does not tell. */
const BY_CODE: Partial<Record<ErrorCode, string>> = {
  EpcisParameterUnknown: "QueryParameterException",
  EpcisParameterInvalid: "QueryParameterException",
  EpcisParameterUnsupported: "QueryParameterException",
  EpcisPageTokenInvalid: "QueryParameterException",
  EpcisQueryTooComplex: "QueryTooComplexException",
  EpcisQueryTooSlow: "QueryTooComplexException",
  EpcisQueryTooLarge: "QueryTooLargeException",
  EpcisQueryUnknown: "NoSuchNameException",
  EpcisSubscriptionInvalid: "SubscriptionControlsException",
  EpcisTooManyQueries: "ImplementationException",
  EpcisTooManySubscriptions: "ImplementationException",
};

/** A problem document as EPCIS clients know it: its `type` is one of the standard's exceptions; `code` says more. */
export function epcisProblem(problem: Problem): Problem {
  const exception = BY_CODE[problem.code] ?? BY_STATUS[problem.status] ?? "ImplementationException";
  return { ...problem, type: `epcisException:${exception}` };
}

import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Problem } from "../../api/problem.ts";

/** The exceptions of EPCIS 2.0 (12.6) by HTTP status. */
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

/** The exceptions that the status does not determine. */
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

/** Sets the `type` of a problem document to the standard's exception; `code` keeps the exact error. */
export function epcisProblem(problem: Problem): Problem {
  const exception = BY_CODE[problem.code] ?? BY_STATUS[problem.status] ?? "ImplementationException";
  return { ...problem, type: `epcisException:${exception}` };
}

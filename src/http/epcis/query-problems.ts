import type { ErrorCode } from "../../domain/errors/table.ts";

/** What can be wrong with any query of events. */
export const QUERY_PROBLEMS: readonly ErrorCode[] = [
  "EpcisVersionUnsupported",
  "EpcisParameterUnknown",
  "EpcisParameterInvalid",
  "EpcisParameterUnsupported",
  "EpcisQueryTooComplex",
  "EpcisQueryTooSlow",
  "EpcisQueryTooLarge",
  "EpcisPageTokenInvalid",
];

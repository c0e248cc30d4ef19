import type { ErrorCode } from "../../domain/errors/table.ts";

/** The errors of every event query. */
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

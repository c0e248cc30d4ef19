import type { Problem } from "../../api/problem.ts";
import { STATUS_CODES } from "node:http";
import { type Fact, PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** Errors whose fact `problems` is a list of texts, each a pointer and a description. */
const POINTED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "RequestInvalid",
  "EpcisDocumentInvalid",
  "EpcisEventInvalid",
]);

/**
 * Makes the problem document of an error. An unexpected error, or an error that no request causes, becomes
 * `InternalError`. That document shows only the request's id, under which the log has the details.
 *
 * @param request id of the request.
 */
export function problemOf(error: unknown, request: string): Problem {
  if (!PortolanError.is(error) || (PROBLEM_STATUS[error.code] === 500 && error.code !== "InternalError")) {
    return problemOf(new PortolanError("InternalError", { request }), request);
  }
  const { code, message, facts, remedy } = error;
  return {
    type: `/problems/${code}`,
    title: titleOf(code),
    status: PROBLEM_STATUS[code],
    detail: message,
    instance: `urn:portolan:request:${request}`,
    code,
    facts,
    remedy,
    ...(POINTED.has(code) ? { errors: pointed(facts["problems"]) } : {}),
  };
}

/** Splits a code into words: `ShipmentLedgerNotCustodian` gives "Shipment ledger not custodian". */
export function titleOf(code: ErrorCode): string {
  const words = code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Builds the text of a complete HTTP response, for requests that Node rejects before Express sees them. */
export function rawProblem(error: PortolanError, request: string): string {
  const problem = problemOf(error, request);
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}

/** Splits problems such as `"#/a must be string"` (see {@link validatorOf}) into pointer and description. */
function pointed(problems: Fact | undefined) {
  return (Array.isArray(problems) ? (problems as string[]) : []).map((problem) => {
    const space = problem.indexOf(" ");
    return { pointer: problem.slice(0, space), detail: problem.slice(space + 1) };
  });
}

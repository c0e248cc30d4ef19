import type { Problem } from "../../api/problem.ts";
import { STATUS_CODES } from "node:http";
import { type Fact, PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** Errors with problems that are each a pointer and what is wrong there. */
const POINTED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "RequestInvalid",
  "EpcisDocumentInvalid",
  "EpcisEventInvalid",
]);

/**
 * The problem document of an error. What is not a PortolanError, or one that no request brings about, becomes
 * `InternalError`, which tells nothing but the id under which the log has the rest.
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

/** The code in words: `ShipmentLedgerNotCustodian` is "Shipment ledger not custodian". */
export function titleOf(code: ErrorCode): string {
  const words = code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The bytes of a whole response, for requests that never become one that Express sees. */
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

/** `"#/a must be string"` is a pointer and what is wrong there (see compile-validator.ts). */
function pointed(problems: Fact | undefined) {
  return (Array.isArray(problems) ? (problems as string[]) : []).map((problem) => {
    const space = problem.indexOf(" ");
    return { pointer: problem.slice(0, space), detail: problem.slice(space + 1) };
  });
}

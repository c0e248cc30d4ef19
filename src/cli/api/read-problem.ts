import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The error that a problem document (RFC 9457) of the gateway reports, in the gateway's own words. */
export function readProblem(document: unknown, status: number, url: string): PortolanError {
  const problem = (typeof document === "object" && document !== null ? document : {}) as Record<string, unknown>;
  const { detail, code, remedy } = problem;
  if (typeof detail !== "string" || typeof code !== "string")
    return new PortolanError("GatewayAnswerUnexpected", { url, problem: `HTTP status ${status} without a reason` });
  return new PortolanError("GatewayRefused", {
    detail,
    reason: code,
    advice: typeof remedy === "string" ? remedy : "",
  });
}

import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * Makes the error for a contradiction in a file.
 *
 * @param what the contradicted subject, as the fact `what` of the error.
 */
export function contradicted(what: string, problem: string): PortolanError {
  return new PortolanError("EvidenceContradicted", { what, problem });
}

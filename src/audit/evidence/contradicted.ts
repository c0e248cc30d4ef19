import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The error for a file that says what cannot be. @param what completes "What the file says about …". */
export function contradicted(what: string, problem: string): PortolanError {
  return new PortolanError("EvidenceContradicted", { what, problem });
}

import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Violation } from "../event/violation.ts";

/** The exceptions of the standard (EPCIS 2.0, 12.6) that an event of a document can cause. */
export type CaptureException =
  "ValidationException" | "ResourceAlreadyExistsException" | "SecurityException" | "ImplementationException";

/** A problem of one event of a captured document, as its job stores it; or a warning about the event. */
export interface JobProblem {
  readonly exception: CaptureException;
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer: string;
  /** Completes the sentence that the pointer begins. */
  readonly detail: string;
  /** Absent while the event is invalid. */
  readonly eventID?: string;
  /** Present for an error of Portolan. */
  readonly code?: ErrorCode;
}

/** @param pointer JSON Pointer to the event in its document. */
export const violationToProblem = (pointer: string, violation: Violation): JobProblem => ({
  exception: "ValidationException",
  pointer: pointer + violation.pointer,
  detail: violation.reason,
});

/** The problems in a column of the job, which `JSON.stringify` wrote. */
export function parseProblems(column: string): JobProblem[] {
  return JSON.parse(column) as JobProblem[];
}

import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Violation } from "../event/violation.ts";

/** Exceptions of the standard (EPCIS 2.0, 12.6) that an event can cause. */
export type CaptureException =
  "ValidationException" | "ResourceAlreadyExistsException" | "SecurityException" | "ImplementationException";

/** A problem of one event of a captured document, or a warning about it; the job stores both. */
export interface JobProblem {
  readonly exception: CaptureException;
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer: string;
  /** Predicate of a sentence whose subject is the pointer. */
  readonly detail: string;
  /** Absent for an invalid event. */
  readonly eventID?: string;
  /** Error code; absent for a violation of the standard. */
  readonly code?: ErrorCode;
}

/** @param pointer JSON Pointer to the event in its document. */
export const violationToProblem = (pointer: string, violation: Violation): JobProblem => ({
  exception: "ValidationException",
  pointer: pointer + violation.pointer,
  detail: violation.reason,
});

/** Parses the problems in a column of the job. @param column JSON text. */
export function parseProblems(column: string): JobProblem[] {
  return JSON.parse(column) as JobProblem[];
}

import type { ErrorCode } from "../../domain/errors/table.ts";

/** The exceptions of the standard (EPCIS 2.0, 12.6) that an event of a document can bring about. */
export type CaptureException =
  "ValidationException" | "ResourceAlreadyExistsException" | "SecurityException" | "ImplementationException";

/** What is wrong with one event of a captured document, or worth knowing about it. */
export interface JobProblem {
  readonly exception: CaptureException;
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer: string;
  readonly detail: string;
  /** Where the event is known by one. */
  readonly eventID?: string;
  /** Where it is one of Portolan's errors. */
  readonly code?: ErrorCode;
}

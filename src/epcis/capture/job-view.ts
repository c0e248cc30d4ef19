import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import { failureToError } from "../../domain/submission.ts";
import type { ErrorBehaviour, JobEntryRecord, JobRecord } from "../../store/epcis/jobs.ts";
import { parseProblems, type JobProblem } from "./job-problem.ts";

/** A capture job as the standard shows it (EPCIS 2.0, 12.6), and what became of each entry. */
export interface JobView {
  readonly captureID: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly running: boolean;
  readonly success: boolean;
  readonly captureErrorBehaviour: ErrorBehaviour;
  readonly errors: readonly JobError[];
  readonly "portolan:events": number;
  readonly "portolan:warnings": readonly JobError[];
  readonly "portolan:entries"?: readonly JobEntryView[];
}

/** A problem document (RFC 9457) about one event. */
export interface JobError {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly pointer: string;
  readonly eventID?: string;
  readonly code?: string;
}

/** One entry that an event became, or is becoming. */
export interface JobEntryView {
  readonly event: number;
  readonly eventID: string;
  readonly shipment: ShipmentId;
  /** What the event means, and what it became. */
  readonly meant: Kind;
  readonly kind: Kind;
  readonly state: JobEntryRecord["state"];
  readonly entry: EntryHash | null;
  /** Why it became less than it means, or was refused. */
  readonly discrepancy: { readonly code: string; readonly detail: string } | null;
}

const TITLES: Readonly<Record<JobProblem["exception"], string>> = {
  ValidationException: "The event is not valid",
  ResourceAlreadyExistsException: "There is another event with this eventID",
  SecurityException: "The event cannot be recorded for you",
  ImplementationException: "The event was not recorded",
};

/** @param entries of the job; left out of a list of jobs. */
export function viewJob(job: JobRecord, entries?: readonly JobEntryRecord[]): JobView {
  const errors = parseProblems(job.problems).map(viewProblem);
  return {
    captureID: job.id,
    createdAt: new Date(job.createdAtMs).toISOString(),
    finishedAt: job.finishedAtMs === null ? null : new Date(job.finishedAtMs).toISOString(),
    running: job.finishedAtMs === null,
    success: errors.length === 0,
    captureErrorBehaviour: job.behaviour,
    errors,
    "portolan:events": job.events,
    "portolan:warnings": parseProblems(job.warnings).map(viewProblem),
    ...(entries && { "portolan:entries": entries.map(viewEntry) }),
  };
}

function viewProblem({ exception, pointer, detail, eventID, code }: JobProblem): JobError {
  return {
    type: `epcisException:${exception}`,
    title: TITLES[exception],
    detail,
    pointer,
    ...(eventID !== undefined && { eventID }),
    ...(code !== undefined && { code }),
  };
}

function viewEntry(record: JobEntryRecord): JobEntryView {
  const { event, eventID, shipment, meant, kind, state, entry } = record;
  const failure = record.discrepancy ?? record.refusal;
  const discrepancy = failure && { code: failure.code, detail: failureToError(failure).message };
  return { event, eventID, shipment, meant, kind, state, entry, discrepancy };
}

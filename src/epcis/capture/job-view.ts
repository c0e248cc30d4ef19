import type { JobEntryView, JobError, JobView } from "../../api/epcis/job.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import type { JobEntryRecord, JobRecord } from "../../store/epcis/jobs.ts";
import { parseProblems, type JobProblem } from "./job-problem.ts";

const TITLES: Readonly<Record<JobProblem["exception"], string>> = {
  ValidationException: "The event is not valid",
  ResourceAlreadyExistsException: "Another event has this eventID",
  SecurityException: "You may not record the event",
  ImplementationException: "The event was not recorded",
};

const WARNING = "A warning: it keeps no event from being recorded";

/** @param entries entries of the job; absent in a list of jobs. */
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
    "portolan:warnings": parseProblems(job.warnings).map((warning) => ({ ...viewProblem(warning), title: WARNING })),
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

import { randomUUID } from "node:crypto";
import type { Caller } from "../../gateway/caller.ts";
import type { JobRecord } from "../../store/epcis/jobs.ts";
import type { ErrorBehaviour } from "../../api/epcis/job.ts";
import { violationToProblem, type JobProblem } from "./job-problem.ts";
import type { EpcisDocument } from "./read-document.ts";

/** A capture job before it is stored. The plan of its entries adds problems and warnings. */
export interface NewJob extends Omit<JobRecord, "problems" | "warnings"> {
  readonly problems: JobProblem[];
  readonly warnings: JobProblem[];
}

export function newJob(
  { participant }: Caller,
  document: EpcisDocument,
  behaviour: ErrorBehaviour,
  problems: readonly JobProblem[],
  warnings: readonly JobProblem[],
): NewJob {
  return {
    id: randomUUID(),
    participant,
    behaviour,
    events: document.events.length,
    list: document.pointer,
    createdAtMs: Date.now(),
    finishedAtMs: null,
    problems: [...problems],
    warnings: [...warnings, ...document.unstored.map((remark) => violationToProblem("", remark))],
  };
}

/** Whether a problem prevents the recording of the whole document, because the client chose `rollback`. */
export function mustRollBack({ behaviour, problems }: NewJob): boolean {
  return behaviour === "rollback" && problems.length > 0;
}

export function jobRecord(job: NewJob): JobRecord {
  return { ...job, problems: JSON.stringify(job.problems), warnings: JSON.stringify(job.warnings) };
}

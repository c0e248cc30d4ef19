import { KINDS, type Kind } from "../../domain/rules/kind.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import type { EntryDraft } from "../../api/entry.ts";
import type { Caller } from "../../gateway/caller.ts";
import { checkDraft, type CheckedDraft } from "../../gateway/record/draft.ts";
import type { Recorder } from "../../gateway/record/recorder.ts";
import { finishJob, readJobEntries, type JobEntryRecord, type JobRecord } from "../../store/epcis/jobs.ts";
import { readFollowedShipments } from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";
import { readPayload } from "../../store/outbox/payloads.ts";
import { pointerToEvent } from "./pointer-to-event.ts";
import { parseProblems, type JobProblem } from "./job-problem.ts";

/** Milliseconds after which the state of unsettled entries is read again. */
const PATIENCE_MS = 30_000;

/** Kinds that no Report replaces. If the ledger refuses such an entry, the event is not recorded on the unit. */
const LAST_RESORT: ReadonlySet<Kind> = new Set<Kind>(["Report", "Consign"]);

export interface SettlingParts {
  readonly db: Database;
  readonly recorder: Pick<Recorder, "capture" | "settled">;
  readonly stopping: AbortSignal;
}

/**
 * Settles a job: waits until its entries are recorded or refused, submits a Report in place of each refused entry, and
 * ends the job. The database has all progress, so that any gateway can continue after a crash.
 */
export async function settleJob({ db, recorder, stopping }: SettlingParts, job: JobRecord, author: Caller) {
  const aborted = new Promise<void>((resolve) => stopping.addEventListener("abort", () => resolve(), { once: true }));
  const problems = parseProblems(job.problems);
  const failed = new Set<number>();
  while (!stopping.aborted) {
    const entries = await readJobEntries(db, job.id);
    const open = entries.filter(({ state }) => state === "accepted").map(({ submission }) => submission);
    if (open.length > 0) {
      await Promise.race([recorder.settled(open, PATIENCE_MS), aborted]);
      continue;
    }
    const stoodFor = new Set(entries.map(({ standsFor }) => standsFor));
    const refused = entries.filter(({ state, submission }) => state === "refused" && !stoodFor.has(submission));
    const replaceable = refused.filter(({ kind, submission }) => !LAST_RESORT.has(kind) && !failed.has(submission));
    if (replaceable.length === 0) {
      problems.push(...refused.map((entry) => problemOf(job, entry)));
      await finishJob(db, job.id, JSON.stringify(problems), Date.now());
      return;
    }
    for (const entry of replaceable) {
      if (!(await standIn({ db, recorder }, job, author, entry))) failed.add(entry.submission);
    }
  }
}

/** Submits a Report in place of a refused entry. @returns whether the Report was accepted. */
async function standIn(
  { db, recorder }: Pick<SettlingParts, "db" | "recorder">,
  job: JobRecord,
  author: Caller,
  entry: JobEntryRecord,
): Promise<boolean> {
  const payload = await readPayload(db, entry.commitment, author.participant);
  if (!payload?.body || !payload.seed) return false;
  const { shipment, occurredAt } = entry;
  const report = checkedAgain({ kind: "Report", shipment, payload: fromJsonText(payload.body), occurredAt });
  if (report === undefined) return false;
  const record = {
    event: entry.event,
    eventID: entry.eventID,
    meant: KINDS[entry.meant],
    discrepancy: (await wasNeedless(db, author, entry)) ? null : entry.refusal,
    standsFor: entry.submission,
  };
  const outcome = await recorder.capture(author, [{ ...report, seed: payload.seed }], {
    job: job.id,
    events: [],
    drafts: [record],
  });
  return "submissions" in outcome;
}

/** The checked draft, or `undefined` if an earlier version of the gateway accepted a payload that is now invalid. */
function checkedAgain(draft: EntryDraft): CheckedDraft | undefined {
  try {
    return checkDraft(draft);
  } catch (error) {
    if (error instanceof PortolanError) return undefined;
    throw error;
  }
}

/** Whether the ledger refused an Accept only because its author already has custody: a step within one organisation. */
async function wasNeedless(db: Database, author: Caller, { kind, shipment }: JobEntryRecord): Promise<boolean> {
  if (kind !== "Accept") return false;
  const custody = (await readFollowedShipments(db, [shipment])).get(shipment)?.custody;
  return custody?.phase === "InCustody" && custody.custodian === author.participant;
}

function problemOf({ list }: JobRecord, { event, eventID, refusal }: JobEntryRecord): JobProblem {
  return {
    exception: "ImplementationException",
    pointer: pointerToEvent(list, event),
    detail: refusal === null ? "was refused by the ledger" : failureToError(refusal).message,
    eventID,
    ...(refusal && { code: refusal.code }),
  };
}

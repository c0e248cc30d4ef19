import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonValue } from "../../domain/encoding/json.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { visibilityOf } from "../../gateway/access.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { Directory } from "../../gateway/directory.ts";
import type { Recorder } from "../../gateway/record/recorder.ts";
import {
  insertJob,
  readJob,
  readRunningJobs,
  type CaptureRecord,
  type ErrorBehaviour,
  type JobRecord,
} from "../../store/epcis/jobs.ts";
import type { Database } from "../../store/open-database.ts";
import { Context } from "../event/context.ts";
import { ownContexts } from "../event/own-contexts.ts";
import { describeViolation } from "../event/violation.ts";
import { indexEvent } from "../query/index-event.ts";
import { checkEvents, type CheckedEvents, type NewEvent } from "./check-events.ts";
import type { JobProblem } from "./job-problem.ts";
import { planEntries, type PlannedEntry } from "./plan-entries.ts";
import { pointerToEvent } from "./pointer-to-event.ts";
import { readDocument, type EpcisDocument } from "./read-document.ts";
import { settleJob } from "./settle-job.ts";
import { InTurn } from "./in-turn.ts";

export interface CaptureParts {
  readonly db: Database;
  readonly recorder: Pick<Recorder, "capture" | "settled">;
  readonly directory: Directory;
  /** Unix seconds, as the chain will have them. */
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
}

/** How often a capture is decided upon again when another gateway captured one of its events meanwhile. */
const ATTEMPTS = 3;

/** Pause before a job that met trouble is taken up again, in milliseconds. */
const TROUBLE_PAUSE_MS = 1_000;

/** Takes EPCIS documents, and sees their events recorded. */
export class Capture {
  readonly #parts: CaptureParts;
  readonly #inTurn = new InTurn();
  readonly #stopping = new AbortController();
  readonly #settling = new Map<string, Promise<void>>();

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /**
   * Captures a document. When this resolves, the job is on disk with the entries of all events that will be recorded;
   * what is wrong with single events is in the job.
   *
   * @throws PortolanError `EpcisDocumentInvalid`, `EpcisTooManyEvents`, `EpcisTooManyUnits`, and as `Recorder.capture`.
   */
  async captureDocument(author: Caller, value: JsonValue, behaviour: ErrorBehaviour): Promise<JobRecord> {
    return this.#capture(author, readDocument(value), behaviour);
  }

  /**
   * Captures one event, which brings its own `@context`.
   *
   * @returns its job and its eventID.
   * @throws PortolanError `EpcisEventInvalid`, `EpcisEventExists`, `EpcisEventUnrecordable`, and as `Recorder.capture`.
   */
  async captureEvent(author: Caller, value: JsonValue): Promise<{ job: JobRecord; eventID: string }> {
    const document = { events: [value], pointer: "", context: Context.STANDARD, contexts: [], masterData: false };
    const checked = await checkEvents(this.#parts.db, visibilityOf(author), document);
    const [event] = checked.events;
    if (checked.problems.length > 0) throw problemToError(checked.problems);
    if (event === undefined) throw new PortolanError("EpcisEventExists", { event: checked.repeated[0] ?? "" });
    const job = await this.#capture(author, document, "rollback");
    const problems = JSON.parse(job.problems) as JobProblem[];
    if (problems.length > 0) throw problemToError(problems);
    // Nothing was left to record: another request captured the same event meanwhile.
    if (job.finishedAtMs !== null) throw new PortolanError("EpcisEventExists", { event: event.content.eventID });
    return { job, eventID: event.content.eventID };
  }

  /** Waits until a job is ended. @returns whether it is, and its entries are recorded, within `ms` milliseconds. */
  async finished(job: JobRecord, ms: number): Promise<boolean> {
    if (job.finishedAtMs !== null) return true;
    const giveUp = new AbortController();
    const late = setTimeout(ms, false, { signal: giveUp.signal }).catch(() => false);
    const settled = await Promise.race([this.#settling.get(job.id)?.then(() => true) ?? true, late]);
    giveUp.abort();
    const now = settled ? await readJob(this.#parts.db, job.id) : undefined;
    return now !== undefined && now.finishedAtMs !== null && now.problems === "[]";
  }

  /** Takes up the jobs that were under way when a gateway stopped. */
  async start(): Promise<void> {
    for (const job of await readRunningJobs(this.#parts.db)) this.#settle(job);
  }

  /** Leaves what is under way to the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#settling.values());
  }

  async #capture(author: Caller, document: EpcisDocument, behaviour: ErrorBehaviour): Promise<JobRecord> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(author, document, behaviour);
      } catch (error) {
        if (!PortolanError.is(error, "EpcisCapturedMeanwhile") || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #attempt(author: Caller, document: EpcisDocument, behaviour: ErrorBehaviour): Promise<JobRecord> {
    const visibility = visibilityOf(author);
    const first = await checkEvents(this.#parts.db, visibility, document);
    const things = thingsOf(author, first.events);
    return this.#inTurn.run(things, async () => {
      // What others did while this waited for its turn may have captured its events.
      const checked = things.length === 0 ? first : await checkEvents(this.#parts.db, visibility, document);
      const job = newJob(author, document, behaviour, checked);
      if (behaviour === "rollback" && checked.problems.length > 0) return this.#end(job);
      return this.#record(author, document, job, checked);
    });
  }

  async #record(
    author: Caller,
    document: EpcisDocument,
    { problems, ...job }: NewJob,
    { events }: CheckedEvents,
  ): Promise<JobRecord> {
    let left = events;
    for (;;) {
      const plan = await planEntries(this.#parts, author, left);
      const lost = new Map(plan.unrecordable.map(({ event, identifier }) => [event, identifier]));
      const carried = new Set(plan.entries.map(({ event }) => event));
      for (const [event, identifier] of lost) {
        const problem = unrecordable(document, event, identifier);
        if (carried.has(event)) job.warnings.push(problem);
        else problems.push(problem);
      }
      if (plan.entries.length === 0 || (job.behaviour === "rollback" && problems.length > 0)) {
        return this.#end({ ...job, problems });
      }
      const record = recordOf({ ...job, problems }, plan.entries, document);
      const outcome = await this.#parts.recorder.capture(
        author,
        plan.entries.map(({ draft }) => draft),
        record,
      );
      if ("submissions" in outcome) {
        const accepted = record.job as JobRecord;
        this.#settle(accepted);
        return accepted;
      }
      const failed = new Set<NewEvent>();
      for (const [index, failure] of outcome.failures.entries()) {
        const event = plan.entries[index]?.event;
        if (failure === undefined || event === undefined || failed.has(event)) continue;
        failed.add(event);
        problems.push({
          exception: "ImplementationException",
          pointer: pointerToEvent(document.pointer, event.index),
          detail: new PortolanError(failure.code, failure.facts as never).message,
          eventID: event.content.eventID,
          code: failure.code,
        });
      }
      if (job.behaviour === "rollback") return this.#end({ ...job, problems });
      left = left.filter((event) => !failed.has(event));
    }
  }

  async #end(job: NewJob): Promise<JobRecord> {
    const ended = { ...jobRecord(job), finishedAtMs: Date.now() };
    await insertJob(this.#parts.db, ended);
    return ended;
  }

  #settle(job: JobRecord): void {
    this.#settling.set(
      job.id,
      this.#settleUntilDone(job).finally(() => this.#settling.delete(job.id)),
    );
  }

  async #settleUntilDone(job: JobRecord): Promise<void> {
    const { db, recorder, directory, onTrouble } = this.#parts;
    const stopping = this.#stopping.signal;
    while (!stopping.aborted) {
      try {
        const participant = directory.get(job.participant);
        const { roles = 0, jurisdiction = "" } = participant ?? {};
        const author = { participant: job.participant, roles, jurisdiction, scopes: NO_SCOPES };
        return await settleJob({ db, recorder, stopping }, job, author);
      } catch (error) {
        // Nothing of it is lost: the database says how far it got.
        if (!stopping.aborted) onTrouble(error);
        await setTimeout(TROUBLE_PAUSE_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
      }
    }
  }
}

const NO_SCOPES: Caller["scopes"] = new Set();

/** A job before it is stored. */
type NewJob = Omit<JobRecord, "problems" | "warnings"> & {
  readonly problems: JobProblem[];
  readonly warnings: JobProblem[];
};

function newJob(
  author: Caller,
  document: EpcisDocument,
  behaviour: ErrorBehaviour,
  { problems, warnings }: CheckedEvents,
): NewJob {
  return {
    id: randomUUID(),
    participant: author.participant,
    behaviour,
    events: document.events.length,
    list: document.pointer,
    createdAtMs: Date.now(),
    finishedAtMs: null,
    problems: [...problems],
    warnings: document.masterData ? [...warnings, MASTER_DATA_DROPPED] : [...warnings],
  };
}

const MASTER_DATA_DROPPED: JobProblem = {
  exception: "ValidationException",
  pointer: "/epcisHeader",
  detail: "holds master data, which is not kept: only events are recorded",
};

const jobRecord = (job: NewJob): JobRecord => ({
  ...job,
  problems: JSON.stringify(job.problems),
  warnings: JSON.stringify(job.warnings),
});

/** What must not be decided upon twice at once: events and units, by the participant that says something of them. */
function thingsOf({ participant }: Caller, events: readonly NewEvent[]): string[] {
  const units = events.flatMap(({ content }) => [
    ...content.epcs.map(({ epc }) => epc),
    ...content.quantities.map(({ epcClass }) => epcClass),
  ]);
  return [...new Set([...events.map(({ key }) => `event ${key}`), ...units.map((unit) => `${participant} ${unit}`)])];
}

function recordOf(job: NewJob, entries: readonly PlannedEntry[], document: EpcisDocument): CaptureRecord {
  const drafts = new Map<NewEvent, number[]>();
  for (const [index, { event }] of entries.entries()) {
    const indexes = drafts.get(event);
    if (indexes === undefined) drafts.set(event, [index]);
    else indexes.push(index);
  }
  return {
    job: jobRecord(job),
    events: Array.from(drafts, ([event, indexes]) => ({
      key: event.key,
      facts: indexEvent(event, [...document.contexts, ...ownContexts(event.json["@context"])]),
      drafts: indexes,
    })),
    drafts: entries.map(({ event, meant, discrepancy }) => ({
      event: event.index,
      eventID: event.content.eventID,
      meant: KINDS[meant],
      discrepancy,
      standsFor: null,
    })),
  };
}

const unrecordable = (document: EpcisDocument, event: NewEvent, identifier: string): JobProblem => ({
  exception: "SecurityException",
  pointer: pointerToEvent(document.pointer, event.index),
  detail: `names ${identifier}, which nobody has shown to you, and your roles do not allow you to open it`,
  eventID: event.content.eventID,
  code: "EpcisEventUnrecordable",
});

/** The one problem of one event as an error. */
function problemToError(problems: readonly JobProblem[]): PortolanError {
  const [{ exception, eventID = "", detail }] = problems as [JobProblem];
  if (exception === "ResourceAlreadyExistsException") return new PortolanError("EpcisEventExists", { event: eventID });
  if (exception === "ValidationException") {
    const told = problems.map(({ pointer, detail: reason }) => describeViolation({ pointer, reason }));
    return new PortolanError("EpcisEventInvalid", { problems: told });
  }
  return new PortolanError("EpcisEventUnrecordable", { event: eventID, reason: `it ${detail}` });
}

import type { JsonValue } from "../../domain/encoding/json.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { failureToError, type Failure } from "../../domain/errors/failure.ts";
import type { ErrorBehaviour } from "../../api/epcis/job.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import { insertJob, type JobRecord } from "../../store/epcis/jobs.ts";
import { captureRecord } from "./capture-record.ts";
import { checkEvents, isValid, type CheckedEvents, type ValidEvent } from "./check-events.ts";
import { findNewEvents, type NewEvents } from "./find-new-events.ts";
import { InTurn } from "./in-turn.ts";
import { parseProblems, type JobProblem } from "./job-problem.ts";
import { JobSettler, type JobSettlerParts } from "./job-settler.ts";
import { jobRecord, mustRollBack, newJob, type NewJob } from "./new-job.ts";
import { planEntries, type Plan } from "./plan-entries.ts";
import { pointerToEvent } from "./pointer-to-event.ts";
import { problemsToError } from "./problems-to-error.ts";
import { readDocument, singleEvent, type EpcisDocument } from "./read-document.ts";

export interface CaptureParts extends JobSettlerParts {
  /** Time of the chain in Unix seconds. */
  readonly now: () => number;
}

/** Largest number of attempts if another gateway captures an event of the document at the same time. */
const ATTEMPTS = 3;

/** Accepts EPCIS documents and submits entries for their events. */
export class Capture {
  readonly #parts: CaptureParts;
  readonly #inTurn = new InTurn();
  readonly #settler: JobSettler;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
    this.#settler = new JobSettler(parts);
  }

  /**
   * Captures a document. When the promise resolves, the store has the job with the entries of all recordable events and
   * the problems of the other events.
   *
   * @throws PortolanError `EpcisDocumentInvalid`, `EpcisTooManyEvents`, `EpcisTooManyUnits`, and the errors of
   * `Recorder.capture`.
   */
  async captureDocument(author: Caller, value: JsonValue, behaviour: ErrorBehaviour): Promise<JobRecord> {
    const document = readDocument(value);
    const checked = await checkEvents(author.participant, document, this.#parts.now());
    return this.#whenNew(author, document, checked, ({ events, problems }) =>
      this.#record(author, document, newJob(author, document, behaviour, problems, checked.warnings), events),
    );
  }

  /**
   * Captures one event with its own `@context`.
   *
   * @returns the job and the eventID.
   * @throws PortolanError `EpcisEventInvalid`, `EpcisEventExists`, `EpcisEventUnrecordable`, and the errors of
   * `Recorder.capture`.
   */
  async captureEvent(author: Caller, value: JsonValue): Promise<{ job: JobRecord; eventID: string }> {
    const document = singleEvent(value);
    const checked = await checkEvents(author.participant, document, this.#parts.now());
    return this.#whenNew(author, document, checked, async ({ events, problems, repeated: [repeated] }) => {
      if (repeated !== undefined) throw new PortolanError("EpcisEventExists", { event: repeated });
      const [event] = events;
      if (event === undefined) throw problemsToError(problems);
      const job = await this.#record(
        author,
        document,
        newJob(author, document, "rollback", [], checked.warnings),
        events,
      );
      const unrecorded = parseProblems(job.problems);
      if (unrecorded.length > 0) throw problemsToError(unrecorded);
      return { job, eventID: event.content.eventID };
    });
  }

  /** See `JobSettler.succeeds`. @param ms milliseconds. */
  succeeds(job: JobRecord, ms: number): Promise<boolean> {
    return this.#settler.succeeds(job, ms);
  }

  /** See `JobSettler.start`. */
  start(): Promise<void> {
    return this.#settler.start();
  }

  /** See `JobSettler.stop`. */
  stop(): Promise<void> {
    return this.#settler.stop();
  }

  /**
   * Runs `work` with the new events of a document. No other document of this gateway with a common event or unit runs
   * at the same time. Runs `work` again if another gateway captured one of the events at the same time.
   */
  async #whenNew<Result>(
    author: Caller,
    document: EpcisDocument,
    checked: CheckedEvents,
    work: (found: NewEvents) => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#inTurn.run(lockKeysOf(author, checked.events.filter(isValid)), async () =>
          work(await findNewEvents(this.#parts.db, visibilityOf(author), document, checked)),
        );
      } catch (error) {
        if (!PortolanError.is(error, "EpcisCaptureConflict") || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #record(
    author: Caller,
    document: EpcisDocument,
    job: NewJob,
    events: readonly ValidEvent[],
  ): Promise<JobRecord> {
    if (mustRollBack(job)) return this.#end(job);
    let left = events;
    for (;;) {
      const plan = await planEntries(this.#parts, author, left);
      addUnrecordable(job, document, plan);
      if (plan.entries.length === 0 || mustRollBack(job)) return this.#end(job);
      const drafts = plan.entries.map(({ draft }) => draft);
      const accepted = jobRecord(job);
      const outcome = await this.#parts.recorder.capture(
        author,
        drafts,
        captureRecord(accepted, plan.entries, document),
      );
      if ("submissions" in outcome) {
        this.#settler.settle(accepted);
        return accepted;
      }
      const failed = new Set<ValidEvent>();
      for (const [index, failure] of outcome.failures.entries()) {
        const event = plan.entries[index]?.event;
        if (failure === undefined || event === undefined || failed.has(event)) continue;
        failed.add(event);
        job.problems.push(failureOf(document, event, failure));
      }
      if (mustRollBack(job)) return this.#end(job);
      left = left.filter((event) => !failed.has(event));
    }
  }

  async #end(job: NewJob): Promise<JobRecord> {
    const ended = { ...jobRecord(job), finishedAtMs: Date.now() };
    await insertJob(this.#parts.db, ended);
    return ended;
  }
}

/** Lists the keys that only one document may use at a time: events, and units of the author. */
function lockKeysOf({ participant }: Caller, events: readonly ValidEvent[]): string[] {
  const units = events.flatMap(({ content }) => [
    ...content.epcs.map(({ epc }) => epc),
    ...content.quantities.map(({ epcClass }) => epcClass),
  ]);
  return [...new Set([...events.map(({ key }) => `event ${key}`), ...units.map((unit) => `${participant} ${unit}`)])];
}

/** Adds the unrecordable units to the job: as a warning if another entry records the event, otherwise as a problem. */
function addUnrecordable(job: NewJob, document: EpcisDocument, { entries, unrecordable }: Plan): void {
  const recorded = new Set(entries.map(({ event }) => event));
  const lastUnits = new Map(unrecordable.map(({ event, identifier }) => [event, identifier]));
  for (const [event, identifier] of lastUnits) {
    (recorded.has(event) ? job.warnings : job.problems).push({
      exception: "SecurityException",
      pointer: pointerToEvent(document.pointer, event.index),
      detail: `names ${identifier}, which you may not read, and your roles do not permit you to open it`,
      eventID: event.content.eventID,
      code: "EpcisEventUnrecordable",
    });
  }
}

const failureOf = (document: EpcisDocument, event: ValidEvent, failure: Failure): JobProblem => ({
  exception: "ImplementationException",
  pointer: pointerToEvent(document.pointer, event.index),
  detail: failureToError(failure).message,
  eventID: event.content.eventID,
  code: failure.code,
});

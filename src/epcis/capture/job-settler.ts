import { setTimeout } from "node:timers/promises";
import type { Caller } from "../../gateway/caller.ts";
import type { Directory } from "../../gateway/directory.ts";
import type { Recorder } from "../../gateway/record/recorder.ts";
import { readJob, readRunningJobs, type JobRecord } from "../../store/epcis/jobs.ts";
import type { Database } from "../../store/open-database.ts";
import { settleJob } from "./settle-job.ts";

export interface JobSettlerParts {
  readonly db: Database;
  readonly recorder: Pick<Recorder, "capture" | "settled">;
  readonly directory: Directory;
  readonly onTrouble: (error: unknown) => void;
}

/** Milliseconds between an error and the next attempt to settle a job. */
const RETRY_MS = 1_000;

const NO_SCOPES: Caller["scopes"] = new Set();

/** Settles jobs in the background until each has ended, or the gateway stops. */
export class JobSettler {
  readonly #parts: JobSettlerParts;
  readonly #stopping = new AbortController();
  readonly #settling = new Map<string, Promise<void>>();

  constructor(parts: JobSettlerParts) {
    this.#parts = parts;
  }

  /** Continues the jobs that a stopped gateway left running. */
  async start(): Promise<void> {
    for (const job of await readRunningJobs(this.#parts.db)) this.settle(job);
  }

  settle(job: JobRecord): void {
    this.#settling.set(
      job.id,
      this.#settleUntilDone(job).finally(() => this.#settling.delete(job.id)),
    );
  }

  /**
   * Waits until a job has ended.
   *
   * @returns whether it ended without problems within `ms` milliseconds.
   */
  async succeeds(job: JobRecord, ms: number): Promise<boolean> {
    if (job.finishedAtMs !== null) return true;
    const giveUp = new AbortController();
    const late = setTimeout(ms, false, { signal: giveUp.signal }).catch(() => false);
    const settled = await Promise.race([this.#settling.get(job.id)?.then(() => true) ?? true, late]);
    giveUp.abort();
    const now = settled ? await readJob(this.#parts.db, job.id) : undefined;
    return now !== undefined && now.finishedAtMs !== null && now.problems === "[]";
  }

  /** Stops without ending the running jobs, which the next start continues. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#settling.values());
  }

  async #settleUntilDone(job: JobRecord): Promise<void> {
    const { db, recorder, directory, onTrouble } = this.#parts;
    const stopping = this.#stopping.signal;
    while (!stopping.aborted) {
      try {
        const { roles = 0, jurisdiction = "" } = directory.get(job.participant) ?? {};
        const author = { participant: job.participant, roles, jurisdiction, scopes: NO_SCOPES };
        return await settleJob({ db, recorder, stopping }, job, author);
      } catch (error) {
        // The database has the progress of the job, from which the next attempt continues.
        if (!stopping.aborted) onTrouble(error);
        await setTimeout(RETRY_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
      }
    }
  }
}

import type { EntryHash, Hex } from "../../domain/entry.ts";
import { readUndoings } from "../../store/chain/checkpoint.ts";
import type { Database } from "../../store/open-database.ts";
import { lastBatchId, readPendingBatches, type Attempt } from "../../store/outbox/batches.ts";
import { readOpenStatements, type OpenStatement } from "../../store/outbox/submissions.ts";
import { LedgerLanes } from "./ledger-lanes.ts";
import type { Relay } from "./relay.ts";

/** A sent, unsettled submission. */
export interface Flight {
  readonly submission: OpenStatement;
  readonly batch: number;
  readonly hash: EntryHash;
}

/** All accepted, unsettled submissions of the pipeline. */
export interface Workload {
  readonly lanes: LedgerLanes;
  /** Sent submissions by id. */
  readonly flights: Map<number, Flight>;
  /** Id of the last submission read from the store. */
  lastSeen: number;
  nextBatch: number;
  /** Number of reorganisations at the time of the read. The next reorganisation invalidates the workload. */
  readonly undoings: number;
}

/** Number of open submissions in one query. */
const PAGE = 5_000;

export const emptyWorkload = (): Workload => ({
  lanes: new LedgerLanes(),
  flights: new Map(),
  lastSeen: 0,
  nextBatch: 1,
  undoings: 0,
});

/**
 * Reads the workload from the store. Sends each batch that is not known to be mined again with the same bytes. All
 * other submissions wait in their lanes.
 */
export async function readWorkload(db: Database, relays: readonly Relay[]): Promise<Workload> {
  // Reads the number first, so that a reorganisation during the other reads is detected.
  const undoings = await readUndoings(db.reader);
  const pending = await readPendingBatches(db);
  const workload = { ...emptyWorkload(), nextBatch: (await lastBatchId(db)) + 1, undoings };
  const attempts = new Map<number, { attempt: Attempt; batch: number; relay: Hex }>();
  for (const batch of pending) {
    for (const attempt of batch.attempts) {
      attempts.set(attempt.submission, { attempt, batch: batch.id, relay: batch.relay });
    }
  }
  for (const relay of relays) await relay.recover(pending.filter((batch) => batch.relay === relay.address));

  for await (const submission of openSubmissions(db)) {
    workload.lastSeen = submission.id;
    const sent = attempts.get(submission.id);
    if (sent === undefined) workload.lanes.add(submission);
    else {
      workload.lanes.resume(submission, sent.relay, sent.attempt.hash);
      workload.flights.set(submission.id, { submission, batch: sent.batch, hash: sent.attempt.hash });
    }
  }
  return workload;
}

/** Reads all open submissions in the order of acceptance. */
async function* openSubmissions(db: Database): AsyncGenerator<OpenStatement, void> {
  let page = await readOpenStatements(db, 0, PAGE);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield* page;
    page = page.length < PAGE ? [] : await readOpenStatements(db, last.id, PAGE);
  }
}

import type { EntryHash, Hex } from "../../domain/entry.ts";
import { readUndoings } from "../../store/chain/checkpoint.ts";
import type { Database } from "../../store/open-database.ts";
import { lastBatchId, readPendingBatches, type Attempt } from "../../store/outbox/batches.ts";
import { readOpenSubmissions, type OpenSubmission } from "../../store/outbox/submissions.ts";
import { Lanes } from "./lanes.ts";
import type { Relay } from "./relay.ts";

/** A submission that was sent and is not settled. */
export interface Flight {
  readonly submission: OpenSubmission;
  readonly batch: number;
  readonly hash: EntryHash;
}

/** All submissions that were accepted and are not settled, as the pipeline knows them. */
export interface Workload {
  readonly lanes: Lanes;
  /** By the id of the submission. */
  readonly flights: Map<number, Flight>;
  /** Id of the last submission that was read from the store. */
  lastSeen: number;
  nextBatch: number;
  /** How often blocks had been undone when this was read. The next undoing invalidates all of it. */
  readonly undoings: number;
}

/** Page size when open submissions are read. */
const PAGE = 5_000;

export const emptyWorkload = (): Workload => ({
  lanes: new Lanes(),
  flights: new Map(),
  lastSeen: 0,
  nextBatch: 1,
  undoings: 0,
});

/**
 * Reads the workload from the store. A batch that is not known to be mined is sent again, byte for byte, so that its
 * entries are on their way again. Every other submission waits in its lane.
 */
export async function readWorkload(db: Database, relays: readonly Relay[]): Promise<Workload> {
  // First, so that blocks undone while the rest is read are noticed.
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

/** Reads all open submissions in order of acceptance. */
async function* openSubmissions(db: Database): AsyncGenerator<OpenSubmission, void> {
  let page = await readOpenSubmissions(db, 0, PAGE);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield* page;
    page = page.length < PAGE ? [] : await readOpenSubmissions(db, last.id, PAGE);
  }
}

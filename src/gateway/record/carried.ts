import type { EntryHash, Hex } from "../../domain/entry.ts";
import { lastBatchId, readPendingBatches, type Attempt } from "../../store/outbox/batches.ts";
import type { Database } from "../../store/open-database.ts";
import { readUndoings } from "../../store/chain/facts.ts";
import { readOpenSubmissions, type OpenSubmission } from "../../store/outbox/submissions.ts";
import { Lanes } from "./lanes.ts";
import type { Relay } from "./relay.ts";

/** A submission on its way, and in which batch. */
export interface Flight {
  readonly submission: OpenSubmission;
  readonly batch: number;
  readonly hash: EntryHash;
}

/** What a pipeline carries: all that was promised and is not settled. */
export interface Carried {
  readonly lanes: Lanes;
  /** By the number of the submission. */
  readonly flights: Map<number, Flight>;
  /** Submissions up to this one are in the lanes, or were. */
  seen: number;
  nextBatch: number;
  /** How often blocks had been undone when this was read: after the next time, nothing in it counts. */
  readonly undoings: number;
}

/** Page size when open submissions are read. */
const PAGE = 5_000;

export const nothingCarried = (): Carried => ({
  lanes: new Lanes(),
  flights: new Map(),
  seen: 0,
  nextBatch: 1,
  undoings: 0,
});

/**
 * What the store knows of it. Batches that are not known to be mined are sent again as they were signed, so that what is
 * in them is on its way again; what is in none waits in its lane.
 */
export async function recoverCarried(db: Database, relays: readonly Relay[]): Promise<Carried> {
  // First of all, so that blocks undone while the rest is read are not missed.
  const undoings = await readUndoings(db.reader);
  const pending = await readPendingBatches(db);
  const carried = { ...nothingCarried(), nextBatch: (await lastBatchId(db)) + 1, undoings };
  const attempts = new Map<number, { attempt: Attempt; batch: number; relay: Hex }>();
  for (const batch of pending) {
    for (const attempt of batch.attempts) {
      attempts.set(attempt.submission, { attempt, batch: batch.id, relay: batch.relay });
    }
  }
  for (const relay of relays) await relay.recover(pending.filter((batch) => batch.relay === relay.address));

  await readOpen(db, carried, (submission) => {
    const sent = attempts.get(submission.id);
    if (sent === undefined) return carried.lanes.add(submission);
    carried.lanes.resume(submission, sent.relay, sent.attempt.hash);
    carried.flights.set(submission.id, { submission, batch: sent.batch, hash: sent.attempt.hash });
  });
  return carried;
}

/** Lets what others accepted since wait in its lanes. */
export function adoptAccepted(db: Database, carried: Carried): Promise<void> {
  return readOpen(db, carried, (submission) => carried.lanes.add(submission));
}

/** Reads the open submissions that were not seen yet, in order of acceptance. */
async function readOpen(db: Database, carried: Carried, take: (submission: OpenSubmission) => void): Promise<void> {
  for (;;) {
    const page = await readOpenSubmissions(db, carried.seen, PAGE);
    for (const submission of page) {
      carried.seen = submission.id;
      take(submission);
    }
    if (page.length < PAGE) return;
  }
}

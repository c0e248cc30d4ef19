import { ZERO_BYTES32, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import type { PendingBatch } from "../../store/outbox/batches.ts";
import { readHeads } from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";
import type { OpenSubmission } from "../../store/outbox/submissions.ts";
import type { EntrySigner } from "./entry-signer.ts";
import type { Lanes } from "./lanes.ts";
import type { Relay, SignedSubmission } from "./relay.ts";

/** A batch that a relay has signed, before it is stored and sent. */
export interface FormedBatch {
  readonly relay: Relay;
  readonly batch: PendingBatch;
  readonly signed: readonly SignedSubmission[];
}

export interface FormingParts {
  readonly db: Database;
  readonly hashEntry: EntryHasher;
  readonly signer: EntrySigner;
  /** Largest number of entries in one transaction. */
  readonly batchSize: number;
}

/**
 * Takes the submissions that this relay may send, predicts their heads, and obtains the signatures of entries and
 * transaction. It returns an unsigned submission to its lane, also before it rejects.
 *
 * @param id id of the new batch.
 * @returns `undefined` if no submission can be sent.
 */
export async function formBatch(
  parts: FormingParts,
  lanes: Lanes,
  relay: Relay,
  id: number,
): Promise<FormedBatch | undefined> {
  const mayGo = ({ entry }: OpenSubmission) => parts.signer.canSignNow(entry.author);
  const taken = lanes.take(relay.address, parts.batchSize, mayGo);
  if (taken.length === 0) return undefined;
  const signed = await orPutBack(lanes, taken, () => signAll(parts, lanes, taken));
  if (signed.length === 0) return undefined;
  const submissions = signed.map(({ submission }) => submission);
  const batch = await orPutBack(lanes, submissions, () => relay.prepare(id, signed));
  return { relay, batch, signed };
}

async function orPutBack<Result>(
  lanes: Lanes,
  submissions: readonly OpenSubmission[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    for (const submission of submissions) lanes.putBack(submission);
    throw error;
  }
}

/**
 * Signs each submission on its predicted head. Returns an unsigned submission, and all later ones of its lane, to the
 * lane.
 */
async function signAll(
  { db, hashEntry, signer }: FormingParts,
  lanes: Lanes,
  taken: readonly OpenSubmission[],
): Promise<SignedSubmission[]> {
  const unknown = taken.map(({ entry }) => entry.shipment).filter((shipment) => lanes.tip(shipment) === null);
  const heads = await readHeads(db, unknown);
  const unsigned = taken.map((submission) => {
    const entry = { ...submission.entry, previous: previousOf(submission, lanes, heads) };
    const hash = hashEntry(entry);
    lanes.sign(submission, hash);
    return { submission, entry, hash };
  });
  const signatures = await signer.signAll(unsigned);

  // A missing signature breaks the chain of hashes, so that the later submissions of the shipment go back as well.
  const gaps = new Set<ShipmentId>();
  const signed: SignedSubmission[] = [];
  for (const [index, item] of unsigned.entries()) {
    const signature = signatures[index];
    const { shipment } = item.entry;
    if (signature === undefined || gaps.has(shipment)) {
      gaps.add(shipment);
      lanes.putBack(item.submission);
    } else signed.push({ ...item, signature });
  }
  return signed;
}

function previousOf(
  { previous, entry: { shipment } }: OpenSubmission,
  lanes: Lanes,
  heads: ReadonlyMap<ShipmentId, EntryHash>,
): EntryHash {
  return previous ?? lanes.tip(shipment) ?? heads.get(shipment) ?? ZERO_BYTES32;
}

import type { MatterId } from "../../domain/cooperation/act.ts";
import { ZERO_BYTES32, type Bytes32, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import { chainOf, isAct, type Statement } from "../../domain/statement.ts";
import type { PendingBatch } from "../../store/outbox/batches.ts";
import { readHeads } from "../../store/chain/followed-state.ts";
import { readMatterHeads } from "../../store/cooperation/followed-matters.ts";
import type { Database } from "../../store/open-database.ts";
import type { OpenStatement } from "../../store/outbox/submissions.ts";
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
  readonly hash: (statement: Statement) => EntryHash;
  readonly signer: EntrySigner;
  /** Largest number of entries in one transaction. */
  readonly batchSize: number;
}

/**
 * Takes the submissions that this relay may send, predicts their heads, and obtains the signatures of entries and
 * transaction. It returns an unsigned submission to its lane, also before it rejects.
 *
 * @param lanes of one ledger.
 * @param id id of the new batch.
 * @returns `undefined` if no submission can be sent.
 */
export async function formBatch(
  parts: FormingParts,
  lanes: Lanes,
  relay: Relay,
  id: number,
): Promise<FormedBatch | undefined> {
  const mayGo = ({ entry }: OpenStatement) => parts.signer.canSignNow(entry.author);
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
  submissions: readonly OpenStatement[],
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
  { db, hash, signer }: FormingParts,
  lanes: Lanes,
  taken: readonly OpenStatement[],
): Promise<SignedSubmission[]> {
  const unknown = taken.filter(({ entry }) => lanes.tip(chainOf(entry)) === null);
  const heads = await readUnknownHeads(db, unknown);
  const unsigned = taken.map((submission) => {
    const entry: Statement = { ...submission.entry, previous: previousOf(submission, lanes, heads) };
    const hashed = hash(entry);
    lanes.sign(submission, hashed);
    return { submission, entry, hash: hashed };
  });
  const signatures = await signer.signAll(unsigned);

  // A missing signature breaks the chain of hashes, so that the later submissions of the shipment go back as well.
  const gaps = new Set<Bytes32>();
  const signed: SignedSubmission[] = [];
  for (const [index, item] of unsigned.entries()) {
    const signature = signatures[index];
    const chain = chainOf(item.entry);
    if (signature === undefined || gaps.has(chain)) {
      gaps.add(chain);
      lanes.putBack(item.submission);
    } else signed.push({ ...item, signature });
  }
  return signed;
}

function previousOf(
  { previous, entry }: OpenStatement,
  lanes: Lanes,
  heads: ReadonlyMap<ShipmentId | MatterId, EntryHash>,
): EntryHash {
  const chain = chainOf(entry);
  return previous ?? lanes.tip(chain) ?? heads.get(chain) ?? ZERO_BYTES32;
}

/** Reads the followed heads of the shipments and matters of these submissions. */
async function readUnknownHeads(
  db: Database,
  submissions: readonly OpenStatement[],
): Promise<ReadonlyMap<ShipmentId | MatterId, EntryHash>> {
  const [acts, entries] = [true, false].map((wanted) =>
    submissions.filter(({ entry }) => isAct(entry) === wanted).map(({ entry }) => chainOf(entry)),
  );
  return new Map([...(await readHeads(db, entries ?? [])), ...(await readMatterHeads(db, acts ?? []))]);
}

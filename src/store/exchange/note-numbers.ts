import { type Kysely, sql } from "kysely";
import type { Bytes32 } from "../../domain/entry.ts";
import { type LastOfPair, NO_PARCEL, type PairPlace, pairOrder } from "../../domain/pair-order.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import type { SequencesTable } from "./tables.ts";

/** An authentic parcel with its place. */
export interface NumberedParcel extends PairPlace {
  readonly parcel: Bytes32;
}

type Pair = Pick<SequencesTable, "sender" | "recipient">;

/**
 * Notes the numbers of received parcels; part of the transaction that stores them. Numbers that are missing, and numbers
 * that their sender gave twice, are counted for people. They delay nothing.
 *
 * @param parcels In any order. Their receipts may not be stored yet.
 */
export async function noteNumbers(
  tx: Kysely<Schema>,
  { sender, recipient }: Pair,
  parcels: readonly NumberedParcel[],
  nowMs: number,
): Promise<void> {
  const pair = { sender, recipient };
  const before = await lockPair(tx, pair);
  let last: LastOfPair = before;
  let { missing } = before;
  let fork: number | undefined;
  const earlier: NumberedParcel[] = [];
  for (const place of parcels.toSorted((a, b) => a.sequence - b.sequence)) {
    const { sequence, parcel: id } = place;
    const found = pairOrder(last, place, id);
    if (found.order === "gap") missing += found.to - found.from + 1;
    if (found.order === "earlier") earlier.push(place);
    // The number itself, or the one before, of which the sender names another parcel.
    if (found.order === "fork") fork = Math.min(sequence, Math.max(1, last.sequence));
    if (sequence > last.sequence) last = { sequence, id };
  }
  if (earlier.length > 0) {
    const known = await readNumbers(tx, pair, earlier);
    for (const { sequence, parcel } of earlier) {
      const ids = known.get(sequence);
      if (ids === undefined) missing = Math.max(0, missing - 1);
      else if (!ids.has(parcel)) fork = sequence;
    }
  }
  await tx
    .updateTable("exchange_sequences")
    .set({
      sequence: last.sequence,
      parcel: last.id,
      missing,
      ...(fork !== undefined && { fork, forked_at_ms: nowMs }),
    })
    .where("sender", "=", sender)
    .where("recipient", "=", recipient)
    .execute();
}

/** Reads the last parcel of a pair. No other transaction changes the pair before this one ends. */
async function lockPair(tx: Kysely<Schema>, pair: Pair): Promise<LastOfPair & Pick<SequencesTable, "missing">> {
  const { sequence, parcel, missing } = await tx
    .insertInto("exchange_sequences")
    .values({ ...pair, sequence: 0, parcel: NO_PARCEL.id, missing: 0, fork: null, forked_at_ms: null })
    .onConflict((conflict) =>
      conflict.columns(["sender", "recipient"]).doUpdateSet({ sequence: sql`exchange_sequences.sequence` }),
    )
    .returning(["sequence", "parcel", "missing"])
    .executeTakeFirstOrThrow();
  return { sequence, id: parcel, missing };
}

/** The parcels that arrived under these numbers. */
async function readNumbers(
  tx: Kysely<Schema>,
  { sender, recipient }: Pair,
  places: readonly PairPlace[],
): Promise<Map<number, Set<Bytes32>>> {
  const numbers = places.map(({ sequence }) => sequence);
  const rows = await tx
    .selectFrom("exchange_arrivals")
    .select(["sequence", "parcel"])
    .where("sender", "=", sender)
    .where("recipient", "=", recipient)
    .where(oneOf(tx, "sequence", numbers))
    .execute();
  const known = Map.groupBy(rows, ({ sequence }) => sequence);
  return new Map(Array.from(known, ([number, ofNumber]) => [number, new Set(ofNumber.map(({ parcel }) => parcel))]));
}

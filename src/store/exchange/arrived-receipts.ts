import type { Kysely } from "kysely";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { flag } from "../chain/tables.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import type { Schema } from "../schema.ts";
import type { Arrival, ArrivedParcels } from "./arrivals.ts";
import type { ArrivalsTable } from "./tables.ts";

/** Most parcels of one sender that are kept because they convict it. */
const MOST_KEPT_ITEMS = 64;

/** The arrival of a payload that was erased here. */
export const asErased = (arrival: Arrival): Arrival => ({
  ...arrival,
  content: undefined,
  isFinal: true,
  receipt: { parcel: arrival.parcel, entry: arrival.entry, outcome: "erased" },
});

/** Stores the receipts of arrivals. @param condition Condition of replacing the receipt of a repeated parcel. */
export async function storeReceipts(
  tx: Kysely<Schema>,
  { sender, recipient, nowMs }: ArrivedParcels,
  arrivals: readonly Arrival[],
  condition: string,
): Promise<void> {
  if (arrivals.some(({ content, record }) => content === undefined && record === undefined))
    await forgetRefused(tx, nowMs);
  const mayKeep = await roomForItems(tx, sender, arrivals);
  const rows = new Map<Bytes32, ArrivalsTable>();
  for (const { parcel, entry, sequence, receipt, isFinal, item, content, record } of arrivals) {
    rows.set(parcel, {
      parcel,
      sender,
      recipient,
      entry,
      view: content?.view ?? record?.view ?? 0,
      sequence,
      receipt: toJsonText(receipt),
      final: flag(isFinal),
      item: mayKeep ? item : null,
      arrived_at_ms: nowMs,
    });
  }
  await bulkInsert(
    tx,
    "exchange_arrivals",
    [...rows.values()],
    `(parcel) do update set receipt = excluded.receipt, final = excluded.final, entry = excluded.entry,
      view = excluded.view, item = excluded.item, arrived_at_ms = excluded.arrived_at_ms ${condition}`,
  );
}

/** Milliseconds for which the receipt of a parcel is kept of which nothing was stored. Afterwards a repeat is judged anew. */
const REFUSED_MS = 30 * 86_400_000;

/** Rows that one request deletes: more than it can add. */
const MOST_FORGOTTEN = 1_000;

/** Deletes old receipts of parcels of which nothing was stored, but not of those that convict their sender. */
async function forgetRefused(tx: Kysely<Schema>, nowMs: number): Promise<void> {
  const old = tx
    .selectFrom("exchange_arrivals")
    .select("parcel")
    .where("view", "=", 0)
    .where("item", "is", null)
    .where("arrived_at_ms", "<", nowMs - REFUSED_MS)
    .orderBy("arrived_at_ms")
    .limit(MOST_FORGOTTEN);
  await tx.deleteFrom("exchange_arrivals").where("parcel", "in", old).execute();
}

/** A sender must not fill the database with parcels that convict it. */
async function roomForItems(tx: Kysely<Schema>, sender: ParticipantId, arrivals: readonly Arrival[]): Promise<boolean> {
  if (arrivals.every(({ item }) => item === null)) return true;
  const { kept } = await tx
    .selectFrom("exchange_arrivals")
    .select(({ fn }) => fn.countAll<number>().as("kept"))
    .where("sender", "=", sender)
    .where("item", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(kept) < MOST_KEPT_ITEMS;
}

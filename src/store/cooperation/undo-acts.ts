import type { Kysely } from "kysely";
import type { BlockImage } from "../chain/block-image.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { itemToRow, matterToRow, seatToRow } from "./rows.ts";

/**
 * Undoes the acts of every block above `block`. Part of the transaction that undoes the blocks.
 *
 * @param befores images of the undone blocks, the newest first.
 */
export async function undoActs(tx: Kysely<Schema>, block: number, befores: readonly BlockImage[]): Promise<void> {
  await tx.deleteFrom("acts").where("block", ">", block).execute();
  await tx.deleteFrom("act_refusals").where("block", ">", block).execute();
  // The image of the oldest undone block is the right one, so it is applied last.
  const matters = new Map(befores.flatMap((before) => before.matters ?? []));
  const seats = new Map(
    befores.flatMap((before) => before.seats ?? []).map((one) => [`${one.matter}${one.participant}`, one]),
  );
  const items = new Map(befores.flatMap((before) => before.items ?? []).map((one) => [one.hash, one]));
  await tx
    .deleteFrom("matters")
    .where(oneOf(tx, "id", [...matters.keys()]))
    .execute();
  await bulkInsert(
    tx,
    "matters",
    Array.from(matters).flatMap(([id, matter]) => (matter === null ? [] : [matterToRow(id, matter)])),
  );
  for (const { matter, participant } of seats.values())
    await tx.deleteFrom("matter_seats").where("matter", "=", matter).where("participant", "=", participant).execute();
  await bulkInsert(
    tx,
    "matter_seats",
    [...seats.values()].flatMap(({ before }) => (before === null ? [] : [seatToRow(before)])),
  );
  await tx
    .deleteFrom("matter_items")
    .where(oneOf(tx, "hash", [...items.keys()]))
    .execute();
  await bulkInsert(
    tx,
    "matter_items",
    [...items.values()].flatMap(({ before }) => (before === null ? [] : [itemToRow(before)])),
  );
}

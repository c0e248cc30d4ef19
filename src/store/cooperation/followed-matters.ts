import type { MatterId } from "../../domain/cooperation/act.ts";
import type { OpenedItem, SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import type { EntryHash } from "../../domain/entry.ts";
import type { FollowedMatter } from "../../domain/followed.ts";
import type { Database } from "../open-database.ts";
import { oneOf } from "../query/one-of.ts";
import { rowToItem, rowToMatter, rowToSeat } from "./rows.ts";

/** The followed state of the known matters among `ids`. */
export async function readFollowedMatters(
  db: Database,
  ids: readonly MatterId[],
): Promise<Map<MatterId, FollowedMatter>> {
  if (ids.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("matters")
    .selectAll()
    .where(oneOf(db.reader, "id", ids))
    .execute();
  return new Map(rows.map((row) => [row.id, rowToMatter(row)]));
}

/** The followed heads of these matters; matters that the chain does not know are left out. */
export async function readMatterHeads(db: Database, ids: readonly MatterId[]): Promise<Map<MatterId, EntryHash>> {
  if (ids.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("matters")
    .select(["id", "head"])
    .where(oneOf(db.reader, "id", ids))
    .execute();
  return new Map(rows.map(({ id, head }) => [id, head]));
}

/** All places of participants in these matters. */
export async function readSeats(db: Database, matters: readonly MatterId[]): Promise<SeatRecord[]> {
  if (matters.length === 0) return [];
  const rows = await db.reader
    .selectFrom("matter_seats")
    .selectAll()
    .where(oneOf(db.reader, "matter", matters))
    .orderBy("matter")
    .orderBy("participant")
    .execute();
  return rows.map(rowToSeat);
}

/** The handovers and seals that these acts opened. */
export async function readItems(db: Database, hashes: readonly EntryHash[]): Promise<OpenedItem[]> {
  if (hashes.length === 0) return [];
  const rows = await db.reader
    .selectFrom("matter_items")
    .selectAll()
    .where(oneOf(db.reader, "hash", hashes))
    .execute();
  return rows.map(rowToItem);
}

import type { ParticipantId } from "../../domain/entry.ts";
import { joinLines, splitLines } from "../../exchange/json-lines.ts";
import { decodeParcel, PARCEL } from "../../exchange/parcel.ts";
import { statementDigest } from "../../exchange/statement.ts";
import { readHeldEntries, findOwed } from "../../store/exchange/owed-parcels.ts";
import { findOwedRecords } from "../../store/exchange/owed-records.ts";
import type { ParcelsTable, WindowsTable } from "../../store/exchange/tables.ts";
import { type ClosedParcel, readSealedRows, readWindows, trimWindow } from "../../store/exchange/windows.ts";
import { oneOf } from "../../store/query/one-of.ts";
import type { SendingContext } from "./lanes-context.ts";

/** A stored window and its parcels. */
export interface StoredWindow extends WindowsTable {
  readonly rows: readonly ParcelsTable[];
}

/**
 * Reads the stored windows of a lane, to send the same bytes again. Takes out what the recipient may no longer read, and
 * what was erased, since it was sealed. A window of which nothing remains is deleted.
 */
export async function readWindowsAgain(context: SendingContext, recipient: ParticipantId): Promise<StoredWindow[]> {
  const { db } = context;
  const windows = await readWindows(db, recipient);
  if (windows.length === 0) return [];
  const rows = await readSealedRows(db, recipient);
  const entries = rows.map(({ entry }) => entry);
  const held = await readHeldEntries(db.reader, oneOf(db.reader, "e.hash", entries));
  const { timestamp } = context.follower.checkpoint;
  const records = await findOwedRecords(db.reader, oneOf(db.reader, "a.hash", entries), [recipient], timestamp);
  const owed = [...(await findOwed(db.reader, held, [recipient])), ...records];
  const views = new Map(owed.map(({ entry, view }) => [entry, view]));
  const known = new Set([...held, ...rows.filter(({ rule }) => rule === "cooperation")].map(({ entry }) => entry));
  const closing = (row: ParcelsTable): ClosedParcel[] => {
    if ((views.get(row.entry) ?? 0) >= row.view) return [];
    return [{ entry: row.entry, reason: known.has(row.entry) ? "notEntitled" : "erased" }];
  };
  const byParcel = new Map(rows.map((row) => [row.parcel, row]));
  const remaining: StoredWindow[] = [];
  for (const window of windows) {
    const trimmed = await trim(context, window, byParcel, closing);
    if (trimmed !== undefined) remaining.push(trimmed);
  }
  return remaining;
}

async function trim(
  { db, domain }: SendingContext,
  window: WindowsTable,
  sealed: ReadonlyMap<ParcelsTable["parcel"], ParcelsTable>,
  closing: (row: ParcelsTable) => readonly ClosedParcel[],
): Promise<StoredWindow | undefined> {
  const items = splitLines(window.body).map((item) => ({
    item,
    row: sealed.get(statementDigest(PARCEL, decodeParcel(item).statement, domain)),
  }));
  const closed = items.flatMap(({ row }) => (row === undefined ? [] : closing(row)));
  const gone = new Set(closed.map(({ entry }) => entry));
  const kept = items.flatMap(({ item, row }) => (row === undefined || gone.has(row.entry) ? [] : [{ item, row }]));
  const rows = kept.map(({ row }) => row);
  if (kept.length === items.length) return { ...window, rows };
  const body = kept.length === 0 ? undefined : joinLines(kept.map(({ item }) => item));
  await trimWindow(db, window, closed, body);
  return body && { ...window, body, rows };
}

import { joinLines, splitLines } from "../../exchange/json-lines.ts";
import { decodeParcel, PARCEL } from "../../exchange/parcel.ts";
import { statementDigest } from "../../exchange/statement.ts";
import { readHeldEntries, findOwed } from "../../store/exchange/owed-parcels.ts";
import type { ParcelsTable, WindowsTable } from "../../store/exchange/tables.ts";
import { type ClosedParcel, readSealedRows, readWindow, trimWindow } from "../../store/exchange/windows.ts";
import { oneOf } from "../../store/query/one-of.ts";
import type { SendingContext } from "./lanes-context.ts";

/** A stored window and its parcels. */
export interface StoredWindow extends WindowsTable {
  readonly rows: readonly ParcelsTable[];
}

/**
 * Reads the stored window of a lane, to send the same bytes again. Takes out what the recipient may no longer read, and
 * what was erased, since it was sealed.
 *
 * @returns `undefined` when nothing remains, or nothing was stored.
 */
export async function readWindowAgain(
  { db, domain }: SendingContext,
  recipient: number,
): Promise<StoredWindow | undefined> {
  const window = await readWindow(db, recipient);
  if (window === undefined) return undefined;
  const rows = await readSealedRows(db, window);
  const entries = rows.map(({ entry }) => entry);
  const held = await readHeldEntries(db.reader, oneOf(db.reader, "e.hash", entries));
  const views = new Map((await findOwed(db.reader, held, [recipient])).map(({ entry, view }) => [entry, view]));
  const known = new Set(held.map(({ entry }) => entry));
  const [kept, closed]: [ParcelsTable[], ClosedParcel[]] = [[], []];
  for (const row of rows) {
    if ((views.get(row.entry) ?? 0) >= row.view) kept.push(row);
    else closed.push({ entry: row.entry, reason: known.has(row.entry) ? "notEntitled" : "erased" });
  }
  const owed = new Set(kept.map(({ parcel }) => parcel));
  const items = splitLines(window.body);
  const remaining = items.filter((item) => owed.has(statementDigest(PARCEL, decodeParcel(item).statement, domain)));
  if (remaining.length === items.length) return { ...window, rows };
  const body = remaining.length === 0 ? undefined : joinLines(remaining);
  await trimWindow(db, window, closed, body);
  return body && { ...window, body, rows: kept };
}

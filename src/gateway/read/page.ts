import { DEFAULT_PAGE, MAX_PAGE, type Page, type PageRequest } from "../../api/page.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Database } from "../../store/open-database.ts";
import type { Walked } from "../../store/query/walk-down.ts";
import { historyMark } from "./history-mark.ts";

interface KeyTypes {
  readonly string: string;
  readonly number: number;
}

/** Identity of a list in its cursors, so that the cursor of another list is refused. */
interface List<Type extends keyof KeyTypes> {
  readonly name: string;
  /** Type of the list's keys. It prevents a forged cursor from inserting another type into a statement. */
  readonly key: Type;
}

/**
 * Reads one page of a list that is ordered by a key.
 *
 * @param read reads at most `limit` rows after a key, in the order of the list.
 * @param keyOf gives the key of a row, which is unique in the list.
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export async function readPage<Row, Type extends keyof KeyTypes, Item>(
  db: Database,
  list: List<Type>,
  { limit = DEFAULT_PAGE, cursor }: PageRequest,
  read: (after: KeyTypes[Type] | undefined, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => KeyTypes[Type],
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  requireLimit(limit);
  const history = await historyMark(db);
  // One additional row shows whether a next page exists.
  const rows = await read(cursor === undefined ? undefined : decodeCursor(history, list, cursor), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    next: rows.length > limit && last !== undefined ? encodeCursor(history, list, keyOf(last)) : null,
  };
}

/**
 * Reads one page of a list whose query examines a limited number of rows. A page may then have fewer items than
 * `limit`, although a next page exists.
 *
 * @param walk reads rows before a key, and returns the key from which the next page continues.
 * @throws PortolanError the errors of {@link readPage}.
 */
export async function readWalkedPage<Row, Item>(
  db: Database,
  list: List<"number">,
  { limit = DEFAULT_PAGE, cursor }: PageRequest,
  walk: (before: number | undefined, limit: number) => Promise<Walked<Row>>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  requireLimit(limit);
  const history = await historyMark(db);
  const { rows, next } = await walk(cursor === undefined ? undefined : decodeCursor(history, list, cursor), limit);
  return { items: rows.map(toItem), next: next === undefined ? null : encodeCursor(history, list, next) };
}

function requireLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return;
  throw new PortolanError("PageLimitInvalid", { limit, maximum: MAX_PAGE });
}

function encodeCursor(history: string, { name }: List<keyof KeyTypes>, key: string | number): string {
  return Buffer.from(JSON.stringify([name, key, history])).toString("base64url");
}

function decodeCursor<Type extends keyof KeyTypes>(
  history: string,
  { name, key }: List<Type>,
  cursor: string,
): KeyTypes[Type] {
  const value = parseCursor(cursor);
  if (!Array.isArray(value) || value.length !== 3 || value[0] !== name || !isKey(key, value[1])) {
    throw new PortolanError("CursorInvalid", { reason: "it does not belong to this list" });
  }
  if (value[2] !== history) throw new PortolanError("CursorInvalid", { reason: "it belongs to another ledger" });
  return value[1];
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

function isKey<Type extends keyof KeyTypes>(type: Type, value: unknown): value is KeyTypes[Type] {
  return typeof value === type && (type === "string" || Number.isSafeInteger(value));
}

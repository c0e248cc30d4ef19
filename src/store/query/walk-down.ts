import { setImmediate as nextTurn } from "node:timers/promises";

/** Some rows of a list, and the key after which the search continues: `undefined` at the end of the list. */
export interface Walked<Row, Key = number> {
  readonly rows: readonly Row[];
  readonly next: Key | undefined;
}

/** A list in the order of a key, of which the caller may see only a few rows. `after` is `undefined` at its beginning. */
export interface Walk<Row, Key = number> {
  /** The key of the last of the next `size` rows after `after`, whether or not the caller sees them. */
  end(after: Key | undefined, size: number): Promise<WindowEnd<Key>>;
  /** The first `limit` rows that the caller sees, after `after` and up to `end`, or to the end of the list. */
  find(after: Key | undefined, end: Key | undefined, limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): Key;
  /** Rows of the first window; {@link FIRST_WINDOW} when absent. */
  readonly firstWindow?: number;
}

export interface WindowEnd<Key = number> {
  readonly key: Key | undefined;
  /** Whether the list ends there. */
  readonly isLast: boolean;
}

/** Rows that one statement examines. It begins with few, because most callers find enough among them. */
const FIRST_WINDOW = 200;
const LARGEST_WINDOW = 10_000;

/** Milliseconds after which a caller gets the rows found so far. */
const PATIENCE_MS = 1_000;

/**
 * Finds rows window by window and yields the thread in between, so that a caller who sees little of a long list delays
 * nobody. A deadline ends the search: there may then be fewer rows than asked for, even none, before the end of the list.
 *
 * @param deadline Unix milliseconds.
 */
export async function walkDown<Row, Key = number>(
  walk: Walk<Row, Key>,
  from: Key | undefined,
  limit: number,
  deadline = Date.now() + PATIENCE_MS,
): Promise<Walked<Row, Key>> {
  const rows: Row[] = [];
  let after = from;
  for (let size = walk.firstWindow ?? FIRST_WINDOW; ; size = Math.min(4 * size, LARGEST_WINDOW)) {
    const { key, isLast } = await walk.end(after, size);
    rows.push(...(await walk.find(after, key, limit + 1 - rows.length)));
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) return { rows: rows.slice(0, limit), next: walk.keyOf(last) };
    if (isLast || Date.now() >= deadline) return { rows, next: isLast ? undefined : key };
    after = key;
    await nextTurn();
  }
}

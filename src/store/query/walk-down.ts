import { setImmediate as nextTurn } from "node:timers/promises";

/** Some rows of a list, and the key after which the search continues: `undefined` at the end of the list. */
export interface Walked<Row, Key = number> {
  readonly rows: readonly Row[];
  readonly next: Key | undefined;
}

/** A list in the order of a key, of which the caller may see only a few rows. `after` is `undefined` at the start. */
export interface Walk<Row, Key = number> {
  /** The key of the last of the next `size` rows after `after`, visible to the caller or not. */
  end(after: Key | undefined, size: number): Promise<WindowEnd<Key>>;
  /** The first `limit` visible rows after `after` and up to `end`, or to the end of the list. */
  find(after: Key | undefined, end: Key | undefined, limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): Key;
  /** Rows of the first window; {@link FIRST_WINDOW} when absent. */
  readonly firstWindow?: number;
}

export interface WindowEnd<Key = number> {
  readonly key: Key | undefined;
  /** Whether the list ends here. */
  readonly isLast: boolean;
}

/** Number of rows in the first window. It is small, because most callers find enough rows in it. */
const FIRST_WINDOW = 200;
const MAX_WINDOW = 10_000;

/** Milliseconds after which a caller gets the rows found so far. */
const PATIENCE_MS = 1_000;

/**
 * Finds rows window by window and yields the thread in between, so that a caller who sees few rows of a long list
 * delays no other caller. The search stops at a deadline and then returns fewer rows than requested, possibly none.
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
  for (let size = walk.firstWindow ?? FIRST_WINDOW; ; size = Math.min(4 * size, MAX_WINDOW)) {
    const { key, isLast } = await walk.end(after, size);
    rows.push(...(await walk.find(after, key, limit + 1 - rows.length)));
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) return { rows: rows.slice(0, limit), next: walk.keyOf(last) };
    if (isLast || Date.now() >= deadline) return { rows, next: isLast ? undefined : key };
    after = key;
    await nextTurn();
  }
}

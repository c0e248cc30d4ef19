import { setImmediate as nextTurn } from "node:timers/promises";

/** Some rows of a list, and the key that those to come are behind: `undefined` when everything was looked at. */
export interface Walked<Row, Key = number> {
  readonly rows: readonly Row[];
  readonly next: Key | undefined;
}

/** A list in the order of a key, of which few rows may be for who asks; `after` is `undefined` at its beginning. */
export interface Walk<Row, Key = number> {
  /** The key of the last of the next `size` rows behind `after`, whether they are for who asks or not. */
  end(after: Key | undefined, size: number): Promise<WindowEnd<Key>>;
  /** The first `limit` rows for who asks behind `after` and not behind `end`, which is `undefined` where nothing is. */
  find(after: Key | undefined, end: Key | undefined, limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): Key;
  /** Rows of the first window; {@link FIRST_WINDOW} when absent. */
  readonly firstWindow?: number;
}

export interface WindowEnd<Key = number> {
  readonly key: Key | undefined;
  /** Whether nothing behind it is of the list. */
  readonly isLast: boolean;
}

/** Rows that are looked at in one statement: few first, since most who ask find enough among them. */
const FIRST_WINDOW = 200;
const LARGEST_WINDOW = 10_000;

/** Milliseconds after which who asks gets what was found so far. */
const PATIENCE_MS = 1_000;

/**
 * Finds rows window by window, and lets others have their turn in between: whoever may read little of a long list keeps
 * nobody waiting, and does not wait without end itself. So there may be fewer rows than asked for, even none, before the end
 * of the list.
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

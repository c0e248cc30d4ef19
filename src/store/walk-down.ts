import { setImmediate as nextTurn } from "node:timers/promises";

/** Some rows of a list, and the key that those to come are before: `undefined` when everything was looked at. */
export interface Walked<Row> {
  readonly rows: readonly Row[];
  readonly next: number | undefined;
}

/** A list in descending order of a key, of which few rows may be for who asks. */
export interface Walk<Row> {
  /** The lowest key among the next `size` rows before `before`, whether they are for who asks or not. */
  end(before: number, size: number): Promise<WindowEnd>;
  /** The first `limit` rows for who asks before `before` and not below `end`. */
  find(before: number, end: number, limit: number): Promise<readonly Row[]>;
  keyOf(row: Row): number;
}

export interface WindowEnd {
  readonly key: number;
  /** Whether nothing below is of the list. */
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
 */
export async function walkDown<Row>(
  walk: Walk<Row>,
  from: number | undefined,
  limit: number,
  patienceMs = PATIENCE_MS,
): Promise<Walked<Row>> {
  const deadline = Date.now() + patienceMs;
  const rows: Row[] = [];
  let before = from ?? Number.MAX_SAFE_INTEGER;
  for (let size = FIRST_WINDOW; ; size = Math.min(4 * size, LARGEST_WINDOW)) {
    const { key, isLast } = await walk.end(before, size);
    rows.push(...(await walk.find(before, key, limit + 1 - rows.length)));
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) return { rows: rows.slice(0, limit), next: walk.keyOf(last) };
    if (isLast || Date.now() >= deadline) return { rows, next: isLast ? undefined : key };
    before = key;
    await nextTurn();
  }
}

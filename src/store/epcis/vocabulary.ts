import { setImmediate as nextTurn } from "node:timers/promises";
import type { Visibility } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { Parameters } from "./conditions.ts";
import { DIGESTED } from "./events.ts";
import { readFewVisible, SeenEvents } from "./visible-events.ts";

/** The place of a list of values: a value in its indexed form, and an event with it. Without an event, after all events with the value. */
export type ValuePlace = readonly [value: string, event?: number];

/** A page of values, and the place from which to continue: `undefined` at the end. */
export interface ListedValues {
  readonly values: readonly string[];
  readonly next: ValuePlace | undefined;
}

/** Sorts after every text that is indexed as a digest and cannot be listed. */
const AFTER_DIGESTED = `${DIGESTED}\uffff`;

/** Number of index rows that the first and the largest step examine. */
const FIRST_STEP = 200;
const MAX_STEP = 2_000;

/** Number of events whose values one statement reads. */
const EVENTS_TOGETHER = 20;

/**
 * The next values of the visible events in one of the fields, in order. A list that takes long yields the thread and
 * stops at `deadline`, possibly before the first value.
 *
 * @param after The place after which to continue.
 * @param deadline Unix milliseconds.
 */
export async function listTermValues(
  db: Database,
  visibility: Visibility,
  names: readonly string[],
  after: ValuePlace | undefined,
  limit: number,
  deadline: number,
): Promise<ListedValues> {
  const events = await readFewVisible(db, visibility);
  const place = after ?? [AFTER_DIGESTED];
  return events === undefined
    ? walkValues(db, new SeenEvents(db, visibility), names, place, limit, deadline)
    : valuesOf(db, events, names, place, limit);
}

/** Lists the values of these events. */
async function valuesOf(
  db: Database,
  events: readonly number[],
  names: readonly string[],
  [after]: ValuePlace,
  limit: number,
): Promise<ListedValues> {
  let values: string[] = [];
  for (let start = 0; start < events.length; start += EVENTS_TOGETHER) {
    const parameters = new Parameters(db.dialect, []);
    const some = parameters.numbers(events.slice(start, start + EVENTS_TOGETHER));
    const named = names.map((name) => parameters.add(name)).join();
    const read = statement<{ value: string }>(
      `select distinct t.value from epcis_terms t where t.event in ${some} and t.name in (${named})
        and t.value > ${parameters.add(after)} order by t.value limit ${parameters.add(limit + 1)}`,
    );
    const rows = await read(db, parameters.values);
    if (rows.length === 0) continue;
    values = [...new Set([...values, ...rows.map(({ value }) => value)])].sort(byCodePoints).slice(0, limit + 1);
    await nextTurn();
  }
  const page = values.slice(0, limit);
  const last = page.at(-1);
  return { values: page, next: values.length > limit && last !== undefined ? [last] : undefined };
}

/** Walks through the index. Skips the other events of a value that a visible event has. */
async function walkValues(
  db: Database,
  seen: SeenEvents,
  names: readonly string[],
  after: ValuePlace,
  limit: number,
  deadline: number,
): Promise<ListedValues> {
  const values: string[] = [];
  let place = after;
  for (let size = FIRST_STEP; ;) {
    const rows = await readTermsAfter(db, names, place, size);
    const visible = new Set(await seen.among([...new Set(rows.map(({ event }) => event))]));
    for (const { value, event } of rows) {
      if (value === values.at(-1) || !visible.has(event)) continue;
      const last = values.at(-1);
      if (values.length === limit && last !== undefined) return { values, next: [last] };
      values.push(value);
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < size) return { values, next: undefined };
    place = end.value === values.at(-1) ? [end.value] : [end.value, end.event];
    if (Date.now() >= deadline) return { values, next: place };
    size = Math.min(2 * size, MAX_STEP);
    await nextTurn();
  }
}

async function readTermsAfter(
  db: Database,
  names: readonly string[],
  [value, event = Number.MAX_SAFE_INTEGER]: ValuePlace,
  limit: number,
): Promise<{ value: string; event: number }[]> {
  const parameters = new Parameters(db.dialect, []);
  const [text, number, most] = [parameters.add(value), parameters.add(event), parameters.add(limit)];
  const ofEach = names.map(
    (
      name,
    ) => `select value, event from (select t.value, t.event from epcis_terms t where t.name = ${parameters.add(name)}
      and (t.value, t.event) > (${text}, cast(${number} as bigint)) order by t.value, t.event limit ${most}) one`,
  );
  const rows = statement<{ value: string; event: number }>(
    `select value, event from (${ofEach.join(" union all ")}) each_field order by 1, 2 limit ${most}`,
  );
  return rows(db, parameters.values);
}

/** The order of both databases. JavaScript compares UTF-16 code units, which differ beyond U+FFFF. */
function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

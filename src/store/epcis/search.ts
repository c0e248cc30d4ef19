import { setImmediate as nextTurn } from "node:timers/promises";
import { indexed } from "./events.ts";
import { meets, Parameters, termRows, type EventCondition, type TermCondition } from "./conditions.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { Visibility } from "../access/visibility.ts";
import { walkDown } from "../query/walk-down.ts";
import { isOf, parametersOf, readFewVisible, SeenEvents, type EventsOf } from "./visible-events.ts";

/** The order of events; events with the same key come in the order of capture. */
export interface EventOrder {
  /**
   * `recordTime` is the order in which the events could be found. `field` is the indexed name of an extension field, ordered by its numbers
   * or its texts. Events without the field count as the least.
   */
  readonly by: "recordTime" | "eventTime" | { readonly field: string; readonly as: "number" | "text" };
  readonly descending: boolean;
}

/** The place of a search: the key of an event in the order, and its number. */
export type EventKey = readonly [key: number | string, id: number];

/** The conditions and the order of a search. */
export interface EventSearch {
  readonly conditions: readonly EventCondition[];
  readonly order: EventOrder;
  /** Events found after this number in the order of finding are ignored, so that pages stay stable. */
  readonly until: number;
  /** Only events after this one in the order. */
  readonly after?: EventKey | undefined;
}

/** An event that the search found. */
export interface FoundEvent {
  readonly id: number;
  readonly key: EventKey;
  /** Approximate size of its body in bytes. */
  readonly size: number;
}

export interface FoundEvents {
  readonly events: readonly FoundEvent[];
  /** The place from which to continue; `undefined` at the end of the events. */
  readonly next: EventKey | undefined;
}

/** Number of events that the first statement examines when no condition leads the search. */
const WINDOW = 2_000;

/** A condition met by at most so many events leads the search. */
const LEADING = 5_000;

/** Number of a caller's events that one statement examines. */
const TOGETHER = 500;

/** Most events that can be sorted by an extension field, which has no index. */
export const SORTABLE = 10_000;

/** A search that so few events can meet examines each of them, whoever may read it. */
const DIRECT = 50;

/**
 * Finds the next visible events that meet every condition, at most `limit`. A long search runs in steps, yields the
 * thread between them, and stops at `deadline`. `next` is then the place that it reached, whether or not it found
 * events.
 *
 * @param deadline Unix milliseconds.
 * @returns `undefined` when too many events would have to be sorted by an extension field.
 */
export async function searchEvents(
  db: Database,
  visibility: Visibility,
  search: EventSearch,
  limit: number,
  deadline: number,
): Promise<FoundEvents | undefined> {
  const { leading, count } = await chooseLeading(db, search.conditions);
  const few = count <= DIRECT ? undefined : await readFewVisible(db, visibility);
  if (few !== undefined) {
    const events = await findAmong(db, few, search);
    return pageOf(events, limit);
  }
  const sorted = typeof search.order.by === "object";
  if (leading !== undefined || sorted) {
    if (sorted && leading === undefined && (await isMoreThan(db, search.until, SORTABLE))) return undefined;
    const all = await find(db, undefined, search, Math.max(LEADING, SORTABLE) + 1, leading, undefined);
    const seen = new SeenEvents(db, visibility);
    const visible = new Set(
      await seen.among(
        all.map(({ id }) => id),
        limit + 1,
      ),
    );
    return pageOf(
      all.filter(({ id }) => visible.has(id)),
      limit,
    );
  }
  const { rows, next } = await walkDown<FoundEvent, EventKey>(
    {
      async end(after, size) {
        const key = await windowEnd(db, { ...search, after }, size);
        return { key, isLast: key === undefined };
      },
      find: (after, end, most) => find(db, visibility, { ...search, after }, most, undefined, end),
      keyOf: ({ key }) => key,
      firstWindow: WINDOW,
    },
    search.after,
    limit,
    deadline,
  );
  return { events: rows, next };
}

function pageOf(events: readonly FoundEvent[], limit: number): FoundEvents {
  const page = events.slice(0, limit);
  return { events: page, next: events.length > limit ? page.at(-1)?.key : undefined };
}

/** The events among these that meet every condition, in the order of the search. Yields the thread between statements. */
async function findAmong(db: Database, events: readonly number[], search: EventSearch): Promise<FoundEvent[]> {
  const found: FoundEvent[] = [];
  for (let start = 0; start < events.length; start += TOGETHER) {
    const among = events.slice(start, start + TOGETHER);
    found.push(...(await find(db, { among }, search, TOGETHER, undefined, undefined)));
    await nextTurn();
  }
  const sign = search.order.descending ? -1 : 1;
  return found.sort((a, b) => sign * compareKeys(a.key, b.key));
}

function compareKeys([a, idOfA]: EventKey, [b, idOfB]: EventKey): number {
  if (a === b) return idOfA - idOfB;
  // Both databases compare texts by code points.
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** The condition that the fewest events meet, and their number; no condition when many events meet each one. */
async function chooseLeading(
  db: Database,
  conditions: readonly EventCondition[],
): Promise<{ leading: TermCondition | undefined; count: number }> {
  let best: { condition: TermCondition; count: number } | undefined;
  for (const condition of conditions) {
    if (condition.kind !== "term") continue;
    const count = await countTerms(db, condition);
    if (count <= LEADING && count < (best?.count ?? Infinity)) best = { condition, count };
  }
  return { leading: best?.condition, count: best?.count ?? Infinity };
}

async function countTerms(db: Database, condition: TermCondition): Promise<number> {
  const parameters = new Parameters(db.dialect, []);
  const rows = `select 1 from epcis_terms t where ${termRows(condition, parameters)} limit ${LEADING + 1}`;
  const count = statement<{ count: number | string }>(`select count(*) as count from (${rows}) counted`);
  return Number((await count(db, parameters.values))[0]?.count ?? 0);
}

const countUntil = statement<{ count: number | string }>(
  "select count(*) as count from (select 1 from epcis_events where found <= ?1 limit ?2) counted",
);

async function isMoreThan(db: Database, until: number, limit: number): Promise<boolean> {
  return Number((await countUntil(db, [until, limit + 1]))[0]?.count ?? 0) > limit;
}

async function windowEnd(db: Database, search: EventSearch, size: number): Promise<EventKey | undefined> {
  const parameters = new Parameters(db.dialect, []);
  const order = orderOf(search.order, parameters);
  const where = [`ev.found <= ${parameters.add(search.until)}`, ...behind(search, order, parameters)];
  const end = statement<{ key: number; id: number }>(
    `select ${order.key} as key, ev.id from epcis_events ev where ${where.join(" and ")}
    order by ${order.by} limit 1 offset ${parameters.add(size - 1)}`,
  );
  const row = (await end(db, parameters.values))[0];
  return row && [row.key, row.id];
}

/** @param of whose events are found: a caller's, some events, or `undefined` for all. */
async function find(
  db: Database,
  of: EventsOf | undefined,
  search: EventSearch,
  limit: number,
  leading: TermCondition | undefined,
  end: EventKey | undefined,
): Promise<FoundEvent[]> {
  const parameters = of === undefined ? new Parameters(db.dialect, []) : parametersOf(db, of);
  const order = orderOf(search.order, parameters);
  const where = [`ev.found <= ${parameters.add(search.until)}`, ...behind(search, order, parameters)];
  if (end !== undefined) where.push(compare(search.order.descending ? ">=" : "<=", end, order.key, parameters));
  where.push(...search.conditions.map((condition) => meets(condition, parameters, condition === leading)));
  if (of !== undefined) where.push(isOf(of, parameters));
  const events = statement<{ id: number; key: number | string; size: number }>(
    `select ev.id, ${order.key} as key, length(p.body) as size from epcis_events ev
    join payloads p on p.commitment = ev.commitment and p.author = ev.author
    where p.body is not null and ${where.join(" and ")} order by ${order.by} limit ${parameters.add(limit)}`,
  );
  const rows = await events(db, parameters.values);
  return rows.map(({ id, key, size }) => ({ id, key: [key, id], size }));
}

function orderOf({ by, descending }: EventOrder, parameters: Parameters): { key: string; by: string } {
  const key = keyOf(by, parameters);
  const direction = descending ? "desc" : "asc";
  return { key, by: `${key} ${direction}, ev.id ${direction}` };
}

/** SQL: the key by which events are ordered. */
function keyOf(by: EventOrder["by"], parameters: Parameters): string {
  if (by === "recordTime") return "ev.found";
  if (by === "eventTime") return "ev.event_time_ms";
  const [table, least] = by.as === "number" ? ["epcis_numbers", "-1e308"] : ["epcis_terms", "''"];
  const name = parameters.add(indexed(by.field));
  return `coalesce((select min(k.value) from ${table} k where k.event = ev.id and k.name = ${name}), ${least})`;
}

function behind({ after, order }: EventSearch, { key }: { key: string }, parameters: Parameters): string[] {
  return after === undefined ? [] : [compare(order.descending ? "<" : ">", after, key, parameters)];
}

function compare(is: string, [key, id]: EventKey, column: string, parameters: Parameters): string {
  const type = typeof key === "string" ? "text" : Number.isInteger(key) ? "bigint" : "double precision";
  return `(${column}, ev.id) ${is} (cast(${parameters.add(key)} as ${type}), ${parameters.add(id)})`;
}

const isNumeric = statement<{ found: number }>("select 1 as found from epcis_numbers where name = ?1 limit 1");

/**
 * Whether any event has a number or time in this extension field, given by its indexed name: it is then ordered by
 * them.
 */
export async function holdsNumbers(db: Database, field: string): Promise<boolean> {
  return (await isNumeric(db, [indexed(field)])).length > 0;
}

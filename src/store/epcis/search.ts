import { indexed } from "./events.ts";
import { meets, Parameters, termRows, type EventCondition, type TermCondition } from "./conditions.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { seen, visibilityParameters, type Visibility } from "../access/visibility.ts";
import { walkDown } from "../query/walk-down.ts";

/** In which order events come; those with the same key in the order of capture. */
export interface EventOrder {
  /**
   * `recordTime` is the order of the chain. `field` is an extension field as the index names it, ordered by its numbers
   * or its texts; events without it come as the least.
   */
  readonly by: "recordTime" | "eventTime" | { readonly field: string; readonly as: "number" | "text" };
  readonly descending: boolean;
}

/** Where a search stands: the key of an event in its order, and its number. */
export type EventKey = readonly [key: number | string, id: number];

/** What is searched for. */
export interface EventSearch {
  readonly conditions: readonly EventCondition[];
  readonly order: EventOrder;
  /** Events recorded behind this position are not looked at, so that pages stay as they are. */
  readonly until: number;
  /** Only what comes behind it in this order. */
  readonly after?: EventKey | undefined;
}

/** An event that was found. */
export interface FoundEvent {
  readonly id: number;
  readonly key: EventKey;
  /** Bytes of its body, roughly. */
  readonly size: number;
}

export interface FoundEvents {
  readonly events: readonly FoundEvent[];
  /** Where to go on; undefined when everything was looked at. */
  readonly next: EventKey | undefined;
}

/** Events that are looked at in the first statement, where no condition leads to those that meet it. */
const WINDOW = 2_000;

/** A condition that so many events or fewer meet leads the search. */
const LEADING = 5_000;

/** Events that can be put in order by an extension field, for which there is no index. */
export const SORTABLE = 10_000;

/**
 * SQL: whether the event `ev` exists for the caller: an entry that carries it is recorded, and the caller is its author
 * or reads everything of the shipment that this entry is about. Its body is not erased.
 */
export const eventSeen = `exists (select 1 from epcis_carriers c where c.event = ev.id and c.position is not null
  and (ev.author = ?1 or ${seen("c.shipment")}))`;

/** Parameters `?1` to `?4` of {@link eventSeen}. A caller that reads only the ledger's fields reads no events. */
export function eventVisibility(visibility: Visibility): (string | number)[] {
  return visibilityParameters({ ...visibility, everyShipment: false });
}

/**
 * Finds the next events that meet every condition and exist for the caller, at most `limit`. Where it has to look at
 * many, it does so in steps, lets others have their turn in between, and stops when `deadline` is past: `next` then
 * tells how far it came, whether it found something or not.
 *
 * @param deadline Unix milliseconds.
 * @returns `undefined` when too many events would have to be put in order by an extension field.
 */
export async function searchEvents(
  db: Database,
  visibility: Visibility,
  search: EventSearch,
  limit: number,
  deadline: number,
): Promise<FoundEvents | undefined> {
  const leading = await chooseLeading(db, search.conditions);
  const sorted = typeof search.order.by === "object";
  if (leading !== undefined || sorted) {
    if (sorted && leading === undefined && (await isMoreThan(db, search.until, SORTABLE))) return undefined;
    const events = await find(db, visibility, search, limit + 1, leading, undefined);
    const page = events.slice(0, limit);
    return { events: page, next: events.length > limit ? page.at(-1)?.key : undefined };
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

/** The condition that fewest events meet, if they are few; none when all are met by many. */
async function chooseLeading(db: Database, conditions: readonly EventCondition[]): Promise<TermCondition | undefined> {
  let best: { condition: TermCondition; count: number } | undefined;
  for (const condition of conditions) {
    if (condition.kind !== "term") continue;
    const count = await countTerms(db, condition);
    if (count <= LEADING && count < (best?.count ?? Infinity)) best = { condition, count };
  }
  return best?.condition;
}

async function countTerms(db: Database, condition: TermCondition): Promise<number> {
  const parameters = new Parameters(db.dialect, []);
  const rows = `select 1 from epcis_terms t where ${termRows(condition, parameters)} limit ${LEADING + 1}`;
  const count = statement<{ count: number | string }>(`select count(*) as count from (${rows}) counted`);
  return Number((await count(db, parameters.values))[0]?.count ?? 0);
}

const countUntil = statement<{ count: number | string }>(
  "select count(*) as count from (select 1 from epcis_events where position <= ?1 limit ?2) counted",
);

async function isMoreThan(db: Database, until: number, limit: number): Promise<boolean> {
  return Number((await countUntil(db, [until, limit + 1]))[0]?.count ?? 0) > limit;
}

async function windowEnd(db: Database, search: EventSearch, size: number): Promise<EventKey | undefined> {
  const parameters = new Parameters(db.dialect, []);
  const order = orderOf(search.order, parameters);
  const where = [`ev.position <= ${parameters.add(search.until)}`, ...behind(search, order, parameters)];
  const end = statement<{ key: number; id: number }>(
    `select ${order.key} as key, ev.id from epcis_events ev where ${where.join(" and ")}
    order by ${order.by} limit 1 offset ${parameters.add(size - 1)}`,
  );
  const row = (await end(db, parameters.values))[0];
  return row && [row.key, row.id];
}

async function find(
  db: Database,
  visibility: Visibility,
  search: EventSearch,
  limit: number,
  leading: TermCondition | undefined,
  end: EventKey | undefined,
): Promise<FoundEvent[]> {
  const parameters = new Parameters(db.dialect, eventVisibility(visibility));
  const order = orderOf(search.order, parameters);
  const where = [`ev.position <= ${parameters.add(search.until)}`, ...behind(search, order, parameters)];
  if (end !== undefined) where.push(compare(search.order.descending ? ">=" : "<=", end, order.key, parameters));
  where.push(...search.conditions.map((condition) => meets(condition, parameters, condition === leading)), eventSeen);
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
  if (by === "recordTime") return "ev.position";
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

/** Whether an extension field, as the index names it, holds numbers or times somewhere: then it is ordered by them. */
export async function holdsNumbers(db: Database, field: string): Promise<boolean> {
  return (await isNumeric(db, [indexed(field)])).length > 0;
}

import { Parameters } from "./conditions.ts";
import { indexed } from "./events.ts";
import { isOf, parametersOf, type EventsOf } from "./visible-events.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** An event that a trace reached. */
export interface TracedEventRow {
  readonly id: number;
  readonly eventID: string;
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Unix milliseconds. */
  readonly recordedAtMs: number;
}

/** A text of an event in one field. */
export interface TracedTermRow {
  readonly event: number;
  readonly name: string;
  readonly value: string;
}

/** Limits on the times of events, and their order. Unix milliseconds, both included. */
export interface TracedTimes {
  readonly from?: number;
  readonly until?: number;
  readonly newestFirst?: boolean;
}

const COLUMNS = `ev.id, ev.event_id as "eventID", ev.event_time_ms as "eventTime", ev.recorded_at_ms as "recordedAtMs"`;

/** The visible events that have `value` in one of the fields, ordered by the time of the event. */
export async function readEventsSaying(
  db: Database,
  of: EventsOf,
  names: readonly string[],
  value: string,
  limit: number,
  { from, until, newestFirst = false }: TracedTimes = {},
): Promise<TracedEventRow[]> {
  const parameters = parametersOf(db, of);
  const where = [`ev.id in (${eventsWith(names, value, parameters)})`];
  if (from !== undefined) where.push(`ev.event_time_ms >= ${parameters.add(from)}`);
  if (until !== undefined) where.push(`ev.event_time_ms <= ${parameters.add(until)}`);
  const direction = newestFirst ? "desc" : "asc";
  const events = statement<TracedEventRow>(
    `select ${COLUMNS} from epcis_events ev where ${where.join(" and ")} and ${isOf(of, parameters)}
    order by ev.event_time_ms ${direction}, ev.id ${direction} limit ${parameters.add(limit)}`,
  );
  return events(db, parameters.values);
}

/**
 * The visible events of one type that took a child, or all contents without naming them, out of a unit, ordered by the
 * time of the event.
 *
 * @param from Unix milliseconds.
 */
export async function readRemovals(
  db: Database,
  of: EventsOf,
  { unit, child, type }: { readonly unit: string; readonly child: string; readonly type: string },
  from: number,
  limit: number,
): Promise<TracedEventRow[]> {
  const parameters = parametersOf(db, of);
  const term = (name: string, value: string) =>
    `exists (select 1 from epcis_terms t where t.name = '${name}' and t.value = ${parameters.add(indexed(value))} and t.event = ev.id)`;
  const children = `select 1 from epcis_terms t where t.event = ev.id and t.name in ('childEPCs', 'childQuantityList')`;
  const where = [
    `ev.id in (${eventsWith(["parentID"], unit, parameters)})`,
    `ev.event_time_ms >= ${parameters.add(from)}`,
    term("action", "DELETE"),
    term("type", type),
    `(${term("childEPCs", child)} or ${term("childQuantityList", child)} or not exists (${children}))`,
  ];
  const events = statement<TracedEventRow>(
    `select ${COLUMNS} from epcis_events ev where ${where.join(" and ")} and ${isOf(of, parameters)}
    order by ev.event_time_ms, ev.id limit ${parameters.add(limit)}`,
  );
  return events(db, parameters.values);
}

/** SQL: the events that have `value` in one of the fields. */
function eventsWith(names: readonly string[], value: string, parameters: Parameters): string {
  const named = names.map((name) => parameters.add(name)).join();
  return `select t.event from epcis_terms t where t.name in (${named}) and t.value = ${parameters.add(indexed(value))}`;
}

/** The texts of these events in some fields. The caller found the events by a search and so may read them. */
export async function readTerms(
  db: Database,
  events: readonly number[],
  names: readonly string[],
): Promise<TracedTermRow[]> {
  const parameters = new Parameters(db.dialect, []);
  const ids = parameters.numbers(events);
  const named = names.map((name) => parameters.add(name)).join();
  const terms = statement<TracedTermRow>(
    `select t.event, t.name, t.value from epcis_terms t where t.event in ${ids} and t.name in (${named})`,
  );
  return terms(db, parameters.values);
}

import { Parameters } from "./conditions.ts";
import { indexed } from "./events.ts";
import { eventSeen, eventVisibility } from "./search.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { Visibility } from "../access/visibility.ts";

/** An event that a trace reached. */
export interface TracedEventRow {
  readonly id: number;
  readonly eventID: string;
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Unix seconds. */
  readonly recordedAt: number;
}

/** A text of an event in one field. */
export interface TracedTermRow {
  readonly event: number;
  readonly name: string;
  readonly value: string;
}

/** The visible events that have `value` in one of the fields, ordered by the time of the event. */
export async function readEventsSaying(
  db: Database,
  visibility: Visibility,
  names: readonly string[],
  value: string,
  limit: number,
): Promise<TracedEventRow[]> {
  const parameters = new Parameters(db.dialect, eventVisibility(visibility));
  const named = names.map((name) => parameters.add(name)).join();
  const events = statement<TracedEventRow>(
    `select ev.id, ev.event_id as "eventID", ev.event_time_ms as "eventTime", ev.recorded_at as "recordedAt"
    from epcis_events ev
    where ev.id in (select t.event from epcis_terms t where t.name in (${named}) and t.value = ${parameters.add(indexed(value))})
      and ${eventSeen}
    order by ev.event_time_ms, ev.id limit ${parameters.add(limit)}`,
  );
  return events(db, parameters.values);
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

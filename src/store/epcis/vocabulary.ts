import { setImmediate as nextTurn } from "node:timers/promises";
import { Parameters } from "./conditions.ts";
import { DIGESTED, indexed } from "./events.ts";
import { eventSeen, eventVisibility } from "./search.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { Visibility } from "../access/visibility.ts";

/** Number of values after which the thread is yielded. */
const TURN = 32;

/** Sorts after every text that is indexed as a digest and cannot be listed. */
const AFTER_DIGESTED = `${DIGESTED}\uffff`;

const seenEvent = `exists (select 1 from epcis_events ev where ev.id = t.event and ${eventSeen})`;

/**
 * The next values of the visible events in one of the fields, in order.
 *
 * @param after The value after which to continue.
 */
export async function listTermValues(
  db: Database,
  visibility: Visibility,
  names: readonly string[],
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const parameters = new Parameters(db.dialect, eventVisibility(visibility));
  const named = names.map((name) => parameters.add(name));
  const behind = parameters.add(after === undefined ? AFTER_DIGESTED : indexed(after));
  // Each statement finds the next value in the index and skips all events with the same value.
  const next = statement<{ value: string | null }>(
    `select min(value) as value from (${named
      .map(
        (name) => `select value from (select t.value from epcis_terms t
        where t.name = ${name} and t.value > ${behind} and ${seenEvent} order by t.value limit 1) one`,
      )
      .join(" union all ")}) each_field`,
  );
  const values: string[] = [];
  const place = parameters.values.length - 1;
  while (values.length < limit) {
    const value = (await next(db, parameters.values))[0]?.value ?? null;
    if (value === null) break;
    parameters.values[place] = value;
    values.push(value);
    if (values.length % TURN === 0) await nextTurn();
  }
  return values;
}

import { setImmediate as nextTurn } from "node:timers/promises";
import { readerParameters, wholeAt, type Visibility } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { Parameters } from "./conditions.ts";

/**
 * SQL: whether the caller reads the event `ev` through a carrier, an entry that carries it: the caller is its author or
 * reads its whole payload. The parameters are those of `readerParameters`.
 */
export const carrierSeen = (carrier: string) =>
  `(ev.author = ?1 or ${wholeAt(`${carrier}.shipment`, `${carrier}.position`)})`;

/** SQL: whether the event `ev` is visible to the caller, through one of its carriers. */
const eventSeen = `exists (select 1 from epcis_carriers c where c.event = ev.id and ${carrierSeen("c")})`;

/** Most shipments from which all visible events of a caller are found. */
const FEW_SHIPMENTS = 2_000;

/** Most entries on these shipments that carry events. */
const FEW_CARRIERS = 10_000;

/** SQL: the shipments to whose entries a rule or the caller's office opens, at most `limit` by each. */
const shipmentsOf = (limit: number) => `select shipment from (
    select distinct shipment from entitlements where reader = ?1 limit ${limit}) party
  union select shipment from (
    select shipment from shipment_countries where ?2 <> '' and country = ?2 limit ${limit}) country
  union select shipment from (
    select c.shipment from cases c join participants a on a.id = c.agency and a.jurisdiction = ?3
    where ?3 <> '' limit ${limit}) contested`;

const countShipments = statement<{ count: number | string }>(
  `select count(*) as count from (${shipmentsOf(FEW_SHIPMENTS + 1)}) read`,
);

const carriersOfShipments = statement<{ event: number }>(
  `select c.event from (${shipmentsOf(FEW_SHIPMENTS)}) read join epcis_carriers c on c.shipment = read.shipment
  join epcis_events ev on ev.id = c.event
  where ${carrierSeen("c")} limit ${FEW_CARRIERS + 1}`,
);

/**
 * All events that are visible to the caller; `undefined` for a caller that reads many shipments or events. The time
 * depends on what the caller reads, and not on the events of others.
 */
export async function readFewVisible(db: Database, visibility: Visibility): Promise<readonly number[] | undefined> {
  const parameters = readerParameters(visibility);
  if (Number((await countShipments(db, parameters))[0]?.count ?? 0) > FEW_SHIPMENTS) return undefined;
  const carriers = await carriersOfShipments(db, parameters);
  return carriers.length > FEW_CARRIERS ? undefined : [...new Set(carriers.map(({ event }) => event))];
}

/** Events among which a statement looks: those that a caller may read, or a list of them. */
export type EventsOf = Visibility | { readonly among: readonly number[] };

/** The events of a caller: a list if they are few, so that the time does not depend on the events of others. */
export async function eventsOf(db: Database, visibility: Visibility): Promise<EventsOf> {
  const among = await readFewVisible(db, visibility);
  return among === undefined ? visibility : { among };
}

/** The parameters of a statement that has the condition of {@link isOf}. */
export function parametersOf(db: Database, of: EventsOf): Parameters {
  return new Parameters(db.dialect, "among" in of ? [] : readerParameters(of));
}

/** SQL: whether the event `ev` is one of the events. */
export function isOf(of: EventsOf, parameters: Parameters): string {
  return "among" in of ? `ev.id in ${parameters.numbers(of.among)}` : eventSeen;
}

/** Milliseconds that one statement should take. The number of events in it adapts to their number of entries. */
const STATEMENT_MS = 10;

/** Decides which events are visible to a caller, once for each event. */
export class SeenEvents {
  readonly #db: Database;
  readonly #visibility: Visibility;
  readonly #known = new Map<number, boolean>();
  #together = 8;

  constructor(db: Database, visibility: Visibility) {
    this.#db = db;
    this.#visibility = visibility;
  }

  /** The visible events among these, in their order. Stops after `limit`. Yields the thread between statements. */
  async among(events: readonly number[], limit = Infinity): Promise<number[]> {
    const visible: number[] = [];
    for (let start = 0; start < events.length && visible.length < limit;) {
      const some = events.slice(start, start + this.#together);
      start += some.length;
      await this.#decide(some.filter((event) => !this.#known.has(event)));
      visible.push(...some.filter((event) => this.#known.get(event)));
    }
    return visible.slice(0, limit);
  }

  async #decide(events: readonly number[]): Promise<void> {
    if (events.length === 0) return;
    const began = performance.now();
    const parameters = new Parameters(this.#db.dialect, readerParameters(this.#visibility));
    const visible = statement<{ id: number }>(
      `select ev.id from epcis_events ev where ev.id in ${parameters.numbers(events)} and ${eventSeen}`,
    );
    const found = new Set((await visible(this.#db, parameters.values)).map(({ id }) => id));
    for (const event of events) this.#known.set(event, found.has(event));
    const took = performance.now() - began;
    if (took > 2 * STATEMENT_MS) this.#together = Math.max(1, Math.floor(this.#together / 2));
    else if (took < STATEMENT_MS) this.#together = Math.min(2_000, 2 * this.#together);
    await nextTurn();
  }
}

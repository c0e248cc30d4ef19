import type { ReadContext } from "../../gateway/read/read-context.ts";
import {
  readEventsSaying,
  readRemovals,
  readTerms,
  type TracedEventRow,
  type TracedTimes,
} from "../../store/epcis/trace-rows.ts";
import type { EventsOf } from "../../store/epcis/visible-events.ts";
import { EPC_ROLES, QUANTITY_ROLES } from "../event/event-content.ts";
import { TERM } from "../query/term-names.ts";
import type { Amount, TracedEvent } from "./epc-trace.ts";
import { comesBefore, isWithin, type EventPlace, type Window } from "./window.ts";

const CHILD_ROLES = ["childEPCs", "childQuantityList"] as const;
const ROLES = [...EPC_ROLES, ...QUANTITY_ROLES];
const SINGLE = ["type", "action", "bizStep", "disposition", "readPoint", "bizLocation", "transformationID"] as const;

const AMOUNT_ROLES = {
  [TERM.amount("quantityList")]: "objects",
  [TERM.amount("childQuantityList")]: "children",
  [TERM.amount("inputQuantityList")]: "inputs",
  [TERM.amount("outputQuantityList")]: "outputs",
} as const satisfies Record<string, Amount["role"]>;

const TERMS = [...ROLES, ...SINGLE, ...Object.keys(AMOUNT_ROLES), TERM.errorDeclaration];

/** Number of removals that are read to find one without an error declaration. */
const FEW = 20;

/** Reads each event of a trace once. Omits events with an error declaration. */
export class EventReader {
  readonly #reading: ReadContext;
  readonly #of: EventsOf;
  readonly #known = new Map<number, TracedEvent | "error">();

  /** @param of the events that the caller may read. */
  constructor(reading: ReadContext, of: EventsOf) {
    this.#reading = reading;
    this.#of = of;
  }

  /** Number of events read so far. */
  get count(): number {
    return this.#known.size;
  }

  /**
   * Reads the events of an object within a window, in the order of their times.
   *
   * @returns `whole`: whether the object has at most `limit` such events.
   */
  async eventsOf(object: string, window: Window, limit: number): Promise<{ events: TracedEvent[]; whole: boolean }> {
    const { events, whole } = await this.#read(ROLES, object, limit, timesOf(window));
    return { events: events.filter((event) => isWithin(event, window)), whole };
  }

  /** Reads the last events before a window that put an object into units or took it out, in the order of their times. */
  async staysBefore(object: string, { from }: Window, limit: number): Promise<TracedEvent[]> {
    return this.#before(CHILD_ROLES, object, from, limit);
  }

  /** Reads the last events before a window that put objects into a unit or took them out, in the order of their times. */
  async contentsBefore(unit: string, { from }: Window, limit: number): Promise<TracedEvent[]> {
    return this.#before(["parentID"], unit, from, limit);
  }

  /** Reads the first events after a window that put objects into a unit or took them out, in the order of their times. */
  async contentsAfter(unit: string, { until }: Window, limit: number): Promise<TracedEvent[]> {
    if (until.eventTime === Infinity) return [];
    const { events } = await this.#read(["parentID"], unit, limit, { from: until.eventTime });
    return events.filter((event) => comesBefore(until, event));
  }

  /** Finds the first event after `start` that took the child, or all contents, out of the unit of `start`. */
  async removal(child: string, start: TracedEvent): Promise<TracedEvent | null> {
    const { parent, type, eventTime } = start;
    if (parent === null) return null;
    const rows = await readRemovals(this.#reading.db, this.#of, { unit: parent, child, type }, eventTime, FEW);
    return (await this.#events(rows)).find((event) => comesBefore(start, event)) ?? null;
  }

  /** Reads the events with one `transformationID`, which form one transformation (EPCIS 2.0, 7.4.6). */
  async transformation(id: string, limit: number): Promise<TracedEvent[]> {
    return (await this.#read(["transformationID"], id, limit)).events;
  }

  async #before(names: readonly string[], value: string, place: EventPlace, limit: number): Promise<TracedEvent[]> {
    if (place.eventTime === -Infinity) return [];
    const { events } = await this.#read(names, value, limit, { until: place.eventTime, newestFirst: true });
    return events.filter((event) => comesBefore(event, place)).sort((a, b) => (comesBefore(a, b) ? -1 : 1));
  }

  async #read(names: readonly string[], value: string, limit: number, times: TracedTimes = {}) {
    const rows = await readEventsSaying(this.#reading.db, this.#of, names, value, limit + 1, times);
    return { events: await this.#events(rows.slice(0, limit)), whole: rows.length <= limit };
  }

  async #events(rows: readonly TracedEventRow[]): Promise<TracedEvent[]> {
    await this.#know(rows.filter(({ id }) => !this.#known.has(id)));
    // An event and its error declaration have the same eventID.
    const errors = new Set(rows.filter(({ id }) => this.#known.get(id) === "error").map(({ eventID }) => eventID));
    return rows
      .filter(({ eventID }) => !errors.has(eventID))
      .map(({ id }) => this.#known.get(id))
      .filter((event) => event !== undefined && event !== "error");
  }

  async #know(rows: readonly TracedEventRow[]): Promise<void> {
    if (rows.length === 0) return;
    const terms = await readTerms(
      this.#reading.db,
      rows.map(({ id }) => id),
      TERMS,
    );
    const byEvent = Map.groupBy(terms, ({ event }) => event);
    for (const row of rows) {
      const byName = Map.groupBy(byEvent.get(row.id) ?? [], ({ name }) => name);
      const valuesOf = (name: string) => (byName.get(name) ?? []).map(({ value }) => value);
      this.#known.set(row.id, byName.has(TERM.errorDeclaration) ? "error" : eventOf(row, valuesOf));
    }
  }
}

/** The times of a window for the store, which ignores the order of events with equal times. */
function timesOf({ from, until }: Window): TracedTimes {
  return {
    ...(from.eventTime !== -Infinity && { from: from.eventTime }),
    ...(until.eventTime !== Infinity && { until: until.eventTime }),
  };
}

function eventOf(row: TracedEventRow, valuesOf: (name: string) => string[]): TracedEvent {
  const one = (name: string) => valuesOf(name)[0] ?? null;
  return {
    id: row.id,
    eventID: row.eventID,
    type: one("type") ?? "",
    eventTime: row.eventTime,
    recordedAtMs: row.recordedAtMs,
    action: one("action"),
    bizStep: one("bizStep"),
    disposition: one("disposition"),
    readPoint: one("readPoint"),
    bizLocation: one("bizLocation"),
    transformationID: one("transformationID"),
    parent: one("parentID"),
    epcs: [...valuesOf("epcList"), ...valuesOf("quantityList")],
    children: [...valuesOf("childEPCs"), ...valuesOf("childQuantityList")],
    inputs: [...valuesOf("inputEPCList"), ...valuesOf("inputQuantityList")],
    outputs: [...valuesOf("outputEPCList"), ...valuesOf("outputQuantityList")],
    amounts: Object.entries(AMOUNT_ROLES).flatMap(([name, role]) => valuesOf(name).map((text) => amountOf(role, text))),
  };
}

function amountOf(role: Amount["role"], text: string): Amount {
  const [epcClass, quantity, uom] = JSON.parse(text) as [string, number | null, string | null];
  return { role, epcClass, quantity, uom };
}

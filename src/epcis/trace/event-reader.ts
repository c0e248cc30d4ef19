import type { ReadContext } from "../../gateway/read/read-context.ts";
import { readEventsSaying, readTerms, type TracedEventRow } from "../../store/epcis/trace-rows.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { EPC_ROLES, QUANTITY_ROLES } from "../event/event-content.ts";
import { TERM } from "../query/term-names.ts";
import type { Amount, TracedEvent } from "./epc-trace.ts";

const ROLES = [...EPC_ROLES, ...QUANTITY_ROLES];
const SINGLE = ["type", "action", "bizStep", "disposition", "readPoint", "bizLocation", "transformationID"] as const;

const AMOUNT_ROLES = {
  [TERM.amount("quantityList")]: "objects",
  [TERM.amount("childQuantityList")]: "children",
  [TERM.amount("inputQuantityList")]: "inputs",
  [TERM.amount("outputQuantityList")]: "outputs",
} as const satisfies Record<string, Amount["role"]>;

const TERMS = [...ROLES, ...SINGLE, ...Object.keys(AMOUNT_ROLES), TERM.errorDeclaration];

/** Reads each event of a trace once. Omits events with an error declaration. */
export class EventReader {
  readonly #reading: ReadContext;
  readonly #visibility: Visibility;
  readonly #known = new Map<number, TracedEvent | "error">();

  constructor(reading: ReadContext, visibility: Visibility) {
    this.#reading = reading;
    this.#visibility = visibility;
  }

  /** Number of events read so far. */
  get count(): number {
    return this.#known.size;
  }

  /**
   * Reads the events of an object in the order of their times.
   *
   * @returns `whole`: whether the object has at most `limit` events.
   */
  async eventsOf(thing: string, limit: number): Promise<{ events: TracedEvent[]; whole: boolean }> {
    return this.#read(ROLES, thing, limit);
  }

  /** Reads the events with one `transformationID`, which form one transformation (EPCIS 2.0, 7.4.6). */
  async transformation(id: string, limit: number): Promise<TracedEvent[]> {
    return (await this.#read(["transformationID"], id, limit)).events;
  }

  async #read(names: readonly string[], value: string, limit: number) {
    const rows = await readEventsSaying(this.#reading.db, this.#visibility, names, value, limit + 1);
    const page = rows.slice(0, limit);
    await this.#know(page.filter(({ id }) => !this.#known.has(id)));
    // An event and its error declaration have the same eventID.
    const errors = new Set(page.filter(({ id }) => this.#known.get(id) === "error").map(({ eventID }) => eventID));
    const events = page
      .filter(({ eventID }) => !errors.has(eventID))
      .map(({ id }) => this.#known.get(id))
      .filter((event) => event !== undefined && event !== "error");
    return { events, whole: rows.length <= limit };
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

function eventOf(row: TracedEventRow, valuesOf: (name: string) => string[]): TracedEvent {
  const one = (name: string) => valuesOf(name)[0] ?? null;
  return {
    eventID: row.eventID,
    type: one("type") ?? "",
    eventTime: row.eventTime,
    recordedAt: row.recordedAt,
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

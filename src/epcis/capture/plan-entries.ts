import { setImmediate } from "node:timers/promises";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { CONSIGNORS } from "../../domain/rules/role.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { Directory } from "../../gateway/directory.ts";
import { readParties } from "../../store/accounts/party-identifiers.ts";
import { readEntriesOfEvent, readInside } from "../../store/epcis/captured-events.ts";
import type { Database } from "../../store/open-database.ts";
import { CAPTURE_ENTRIES, EVENTS_PER_TURN } from "./capture-limits.ts";
import type { ValidEvent } from "./check-events.ts";
import { eventKey } from "./event-key.ts";
import { LedgerView, type KnownUnit } from "./ledger-view.ts";
import { MAPPING, type Subject } from "./mapping.ts";
import { participantUri } from "./participant-uri.ts";
import { PlannedEntries, type PlannedEntry, type PlannedUnit } from "./planned-entries.ts";
import { unitsOf, type NamedUnit } from "./units-of.ts";

/** A unit of an event that the author can neither write about nor open. */
export interface UnrecordableUnit {
  readonly event: ValidEvent;
  readonly identifier: string;
}

export interface Plan {
  readonly entries: readonly PlannedEntry[];
  readonly unrecordable: readonly UnrecordableUnit[];
}

export interface PlanParts {
  readonly db: Database;
  readonly directory: Directory;
  /** Time of the chain in Unix seconds. */
  readonly now: () => number;
}

/**
 * Plans the entries that record events: one on each unit of an event, and before it a Consign for an unknown unit.
 * {@link MAPPING} determines the kind; the entry is a Report if the ledger would refuse that kind.
 *
 * Plans events in the order of their times, not in the order of the document.
 *
 * @throws PortolanError `EpcisTooManyUnits`.
 */
export async function planEntries(parts: PlanParts, author: Caller, events: readonly ValidEvent[]): Promise<Plan> {
  const units = events.reduce((sum, { content }) => sum + unitsOf(content).length, 0);
  if (units > CAPTURE_ENTRIES) throw new PortolanError("EpcisTooManyUnits", { units, limit: CAPTURE_ENTRIES });
  const planner = new Planner(parts, author, await partiesOf(parts.db, events));
  const inOrder = [...events].sort((a, b) => a.content.eventTimeMs - b.content.eventTimeMs);
  for (const [count, event] of inOrder.entries()) {
    if (count % EVENTS_PER_TURN === 0) await setImmediate();
    await planner.plan(event);
    // A removal of all contents needs an entry for each of them.
    if (planner.entries.length > CAPTURE_ENTRIES) {
      throw new PortolanError("EpcisTooManyUnits", { units, limit: CAPTURE_ENTRIES });
    }
  }
  return planner;
}

async function partiesOf(db: Database, events: readonly ValidEvent[]): Promise<Map<string, ParticipantId>> {
  const named = events.flatMap(({ content }) => content.destinations.map(({ id }) => id));
  return readParties(db, [...new Set(named)]);
}

const knownShipment = (shipment: ShipmentId): PlannedUnit => ({ shipment, opened: false, name: shipment });

class Planner implements Plan {
  readonly unrecordable: UnrecordableUnit[] = [];
  readonly #db: Database;
  readonly #author: Caller;
  readonly #parties: ReadonlyMap<string, ParticipantId>;
  readonly #view: LedgerView;
  readonly #planned: PlannedEntries;

  constructor({ db, directory, now }: PlanParts, author: Caller, parties: ReadonlyMap<string, ParticipantId>) {
    this.#db = db;
    this.#author = author;
    this.#parties = parties;
    this.#view = new LedgerView(db, visibilityOf(author), directory.momentAt(now()));
    this.#planned = new PlannedEntries({ author: author.participant, directory, view: this.#view, now });
  }

  get entries(): readonly PlannedEntry[] {
    return this.#planned.all;
  }

  async plan(event: ValidEvent): Promise<void> {
    if (event.content.errorDeclaration !== undefined && (await this.#planCorrections(event))) return;
    const named = unitsOf(event.content);
    let parent: PlannedUnit | undefined;
    for (const { identifier, role } of named) {
      const known = await this.#view.find(identifier);
      const unit = known === undefined ? this.#open(event, identifier) : planned(known, identifier);
      if (unit === undefined) continue;
      if (role === "parentID") parent = unit;
      this.#planUnit(event, unit, role, parent, known === undefined);
    }
    if (parent !== undefined && !parent.opened) await this.#planContents(event, parent, named);
  }

  /**
   * Plans corrections of the entries that recorded the event of an error declaration.
   *
   * @returns whether such entries exist.
   */
  async #planCorrections(event: ValidEvent): Promise<boolean> {
    const { eventID } = event.content;
    const recorded = await readEntriesOfEvent(this.#db, eventKey(this.#author.participant, { eventID }));
    await this.#view.load(recorded.map(({ shipment }) => shipment));
    await this.#view.loadCorrections(recorded.map(({ entry }) => entry));
    for (const { shipment, entry } of recorded) {
      this.#planned.add(event, knownShipment(shipment), "Correct", { refersTo: entry });
    }
    return recorded.length > 0;
  }

  /** Opens a unit for an event. @returns `undefined` if the author's roles do not permit it. */
  #open(event: ValidEvent, identifier: string): PlannedUnit | undefined {
    if ((this.#author.roles & CONSIGNORS) === 0) {
      this.unrecordable.push({ event, identifier });
      return undefined;
    }
    const unit = planned(this.#view.open(identifier), identifier);
    this.#planned.open(event, unit);
    return unit;
  }

  /** @param fresh whether this event opened the unit. */
  #planUnit(
    event: ValidEvent,
    unit: PlannedUnit,
    role: Subject["role"],
    parent: PlannedUnit | undefined,
    fresh: boolean,
  ): void {
    const subject: Subject = {
      content: event.content,
      role,
      author: this.#author,
      partyOf: (party) => participantUri(party) ?? this.#parties.get(party),
      parent: parent?.shipment,
      hasOpenCase: this.#view.hasOpenCase(unit.shipment, this.#author.participant),
    };
    for (const { becomes, meaning, already } of MAPPING) {
      const meant = meaning(subject);
      if (meant === undefined) continue;
      const state = this.#view.stateOf(unit.shipment);
      if (state !== undefined && already(state, subject)) break;
      if (becomes === "Correct") {
        const facts = { event: event.content.eventID };
        this.#planned.report(event, unit, "Correct", { code: "EpcisNothingToCorrect", facts });
        return;
      }
      const { counterparty } = meant;
      const isNesting = becomes === "Load" || becomes === "Unload";
      const inParent = isNesting ? { refersTo: parent?.shipment, refersToName: parent?.name } : {};
      this.#planned.add(event, unit, becomes, { counterparty, ...inParent });
      return;
    }
    // The Consign of a unit that this event opened already records the event.
    if (!fresh) this.#planned.report(event, unit, "Report", null);
  }

  /** Plans an Unload of all contents for an AggregationEvent with action DELETE that names no children. */
  async #planContents(event: ValidEvent, parent: PlannedUnit, named: readonly NamedUnit[]): Promise<void> {
    const { type, action, quantities } = event.content;
    if (type !== "AggregationEvent" || action !== "DELETE" || quantities.length > 0) return;
    if (named.some(({ role }) => role === "childEPCs")) return;
    const inside = await readInside(this.#db, parent.shipment);
    await this.#view.load(inside);
    for (const shipment of new Set([...inside, ...this.#view.insideOf(parent.shipment)])) {
      if (this.#view.stateOf(shipment)?.container !== parent.shipment) continue;
      this.#planned.add(event, knownShipment(shipment), "Unload", { refersTo: parent.shipment });
    }
  }
}

const planned = (unit: KnownUnit, identifier: string): PlannedUnit => ({
  ...unit,
  name: unit.opened ? identifier : unit.shipment,
});

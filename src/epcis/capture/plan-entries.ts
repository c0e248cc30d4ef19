import { setImmediate } from "node:timers/promises";
import { CLOCK_DRIFT } from "../../domain/rules/clock-drift.ts";
import { checkPayload } from "../../domain/payload/check-payload.ts";
import { ZERO_BYTES32, type Hex, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { KINDS, type Kind } from "../../domain/rules/kind.ts";
import { CONSIGNORS } from "../../domain/rules/role.ts";
import { shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import type { Failure } from "../../domain/submission.ts";
import { visibilityOf } from "../../gateway/access.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { Directory } from "../../gateway/directory.ts";
import type { EntryDraft } from "../../gateway/record/draft.ts";
import { readEntriesOfEvent, readInside } from "../../store/epcis/captured-events.ts";
import type { Database } from "../../store/open-database.ts";
import { readParties } from "../../store/accounts/party-identifiers.ts";
import { CAPTURE_ENTRIES, EVENTS_PER_TURN } from "./capture-limits.ts";
import { eventKey, type NewEvent } from "./check-events.ts";
import { LedgerView, type KnownUnit } from "./ledger-view.ts";
import { MAPPING, type Meaning, type Subject } from "./mapping.ts";
import { participantUri } from "./participant-uri.ts";

/** Seconds by which an event may be ahead of the clock: half of what the ledger allows, so that its entry is not refused. */
const AHEAD = CLOCK_DRIFT / 2;

/** An entry to be made of an event. */
export interface PlannedEntry {
  readonly event: NewEvent;
  readonly draft: EntryDraft;
  readonly meant: Kind;
  /** Why it is no more than a Report. */
  readonly discrepancy: Failure | null;
}

/** A unit of an event about which nothing can be recorded. */
export interface UnrecordableUnit {
  readonly event: NewEvent;
  readonly identifier: string;
}

export interface Plan {
  readonly entries: readonly PlannedEntry[];
  readonly unrecordable: readonly UnrecordableUnit[];
}

export interface PlanParts {
  readonly db: Database;
  readonly directory: Directory;
  /** Unix seconds, as the chain will have them. */
  readonly now: () => number;
}

/**
 * What is to be recorded of events: one entry on each unit that an event names, opened by a Consign where nobody showed
 * it to the author yet, and stronger than a Report where the table says so and the ledger will allow it.
 *
 * Events are taken in the order of their times, whatever their order in the document.
 *
 * @throws PortolanError `EpcisTooManyUnits`.
 */
export async function planEntries(parts: PlanParts, author: Caller, events: readonly NewEvent[]): Promise<Plan> {
  const planner = new Planner(parts, author, await partiesOf(parts.db, events));
  const inOrder = [...events].sort((a, b) => a.content.eventTimeMs - b.content.eventTimeMs);
  for (const [count, event] of inOrder.entries()) {
    if (count % EVENTS_PER_TURN === 0) await setImmediate();
    await planner.plan(event);
  }
  return planner;
}

async function partiesOf(db: Database, events: readonly NewEvent[]): Promise<Map<string, ParticipantId>> {
  const named = events.flatMap(({ content }) => content.destinations.map(({ id }) => id));
  return readParties(db, [...new Set(named)]);
}

/** A unit that an event names, and where. */
interface Named {
  readonly identifier: string;
  readonly role: Subject["role"];
}

class Planner implements Plan {
  readonly entries: PlannedEntry[] = [];
  readonly unrecordable: UnrecordableUnit[] = [];
  readonly #parts: PlanParts;
  readonly #author: Caller;
  readonly #parties: ReadonlyMap<string, ParticipantId>;
  readonly #view: LedgerView;

  constructor(parts: PlanParts, author: Caller, parties: ReadonlyMap<string, ParticipantId>) {
    this.#parts = parts;
    this.#author = author;
    this.#parties = parties;
    this.#view = new LedgerView(parts.db, visibilityOf(author), (id) => {
      const participant = parts.directory.get(id);
      return participant === undefined || participant.suspended ? 0 : participant.roles;
    });
  }

  async plan(event: NewEvent): Promise<void> {
    if (event.content.errorDeclaration !== undefined && (await this.#planCorrections(event))) return;
    const named = unitsOf(event);
    let parent: KnownUnit | undefined;
    for (const { identifier, role } of named) {
      const unit = await this.#findOrOpen(event, identifier);
      if (unit === undefined) continue;
      if (role === "parentID") parent = unit.known;
      this.#planUnit(event, unit.known, identifier, role, parent?.shipment, unit.fresh);
    }
    if (parent !== undefined && parent.opened === false) await this.#planContents(event, parent, named);
  }

  /** @returns whether there was anything to correct. */
  async #planCorrections(event: NewEvent): Promise<boolean> {
    const { eventID } = event.content;
    const key = eventKey(this.#author.participant, { eventID });
    const recorded = await readEntriesOfEvent(this.#parts.db, key);
    await this.#view.load(recorded.map(({ shipment }) => shipment));
    await this.#view.loadCorrections(recorded.map(({ entry }) => entry));
    for (const { shipment, entry } of recorded) {
      this.#add(event, { shipment, opened: false }, shipment, "Correct", {}, entry);
    }
    return recorded.length > 0;
  }

  async #findOrOpen(event: NewEvent, identifier: string): Promise<{ known: KnownUnit; fresh: boolean } | undefined> {
    const known = await this.#view.find(identifier);
    if (known !== undefined) return { known, fresh: false };
    if ((this.#author.roles & CONSIGNORS) === 0) {
      this.unrecordable.push({ event, identifier });
      return undefined;
    }
    const opened = this.#view.open(identifier);
    this.#push(event, opened.shipment, { kind: "Consign", shipment: identifier }, "Consign", null);
    this.#view.judge(this.#entry(event, opened.shipment, "Consign"));
    return { known: opened, fresh: true };
  }

  #planUnit(
    event: NewEvent,
    unit: KnownUnit,
    identifier: string,
    role: Subject["role"],
    parent: ShipmentId | undefined,
    fresh: boolean,
  ): void {
    const subject: Subject = {
      content: event.content,
      role,
      author: this.#author,
      partyOf: (party) => participantUri(party) ?? this.#parties.get(party),
      parent,
      hasOpenCase: this.#view.hasOpenCase(unit.shipment, this.#author.participant),
    };
    const draftName = unit.opened ? identifier : unit.shipment;
    for (const rule of MAPPING) {
      const meaning = rule.meaning(subject);
      if (meaning === undefined) continue;
      const state = this.#view.stateOf(unit.shipment);
      if (state !== undefined && rule.already(state, subject)) break;
      if (rule.becomes === "Correct") {
        const { eventID } = event.content;
        this.#report(event, unit.shipment, draftName, "Correct", {
          code: "EpcisNothingToCorrect",
          facts: { event: eventID },
        });
        return;
      }
      this.#add(event, unit, draftName, rule.becomes, meaning, parent);
      return;
    }
    // What was opened for the event carries it already.
    if (!fresh) this.#report(event, unit.shipment, draftName, "Report", null);
  }

  /** A parent that is unpacked without naming its children is unpacked whole. */
  async #planContents(event: NewEvent, parent: KnownUnit, named: readonly Named[]): Promise<void> {
    const { type, action, quantities } = event.content;
    if (type !== "AggregationEvent" || action !== "DELETE" || quantities.length > 0) return;
    if (named.some(({ role }) => role === "childEPCs")) return;
    const inside = await readInside(this.#parts.db, parent.shipment);
    await this.#view.load(inside);
    for (const shipment of new Set([...inside, ...this.#view.insideOf(parent.shipment)])) {
      if (this.#view.stateOf(shipment)?.container !== parent.shipment) continue;
      this.#add(event, { shipment, opened: false }, shipment, "Unload", {}, parent.shipment);
    }
  }

  /** Adds the stronger entry, or a Report with the reason why it is none. */
  #add(
    event: NewEvent,
    unit: KnownUnit,
    draftName: string,
    kind: Kind,
    { counterparty }: Meaning,
    refersTo: Hex | undefined,
  ): void {
    const refersToUnit = kind === "Load" || kind === "Unload";
    const named = kind === "Correct" || refersToUnit ? refersTo : undefined;
    const discrepancy =
      failureOf(kind, event) ??
      this.#unknownParty(counterparty) ??
      this.#view.judge(this.#entry(event, unit.shipment, kind, counterparty, named));
    if (discrepancy !== undefined) {
      const { code, facts } = discrepancy;
      this.#report(event, unit.shipment, draftName, kind, { code, facts });
      return;
    }
    const draft = {
      kind,
      shipment: draftName,
      ...(counterparty !== undefined && { counterparty }),
      ...(named !== undefined && { refersTo: refersToUnit ? this.#nameOf(event, named) : named }),
    };
    this.#push(event, unit.shipment, draft, kind, null);
  }

  /** Known to be refused also where the state of the unit is not. */
  #unknownParty(participant: ParticipantId | undefined): Failure | undefined {
    if (participant === undefined || this.#parts.directory.get(participant) !== undefined) return undefined;
    return { code: "ConsortiumUnknownParticipant", facts: { participant } };
  }

  /** A parent that these events open has no id yet: it is named as the event names it. */
  #nameOf({ content }: NewEvent, parent: ShipmentId): string {
    const told = content.epcs.find(({ role }) => role === "parentID")?.epc;
    return this.#view.isToBeOpened(parent) && told !== undefined ? told : parent;
  }

  #report(event: NewEvent, shipment: ShipmentId, draftName: string, meant: Kind, discrepancy: Failure | null): void {
    this.#view.judge(this.#entry(event, shipment, "Report"));
    this.#push(event, shipment, { kind: "Report", shipment: draftName }, meant, discrepancy);
  }

  #push(
    event: NewEvent,
    shipment: ShipmentId,
    draft: Omit<EntryDraft, "payload" | "occurredAt">,
    meant: Kind,
    discrepancy: Failure | null,
  ): void {
    if (this.entries.length === CAPTURE_ENTRIES)
      throw new PortolanError("EpcisTooManyUnits", { limit: CAPTURE_ENTRIES });
    const { occurredAt, clamped } = this.#timeOf(event, shipment);
    this.entries.push({
      event,
      draft: { ...draft, payload: event.json, occurredAt },
      meant,
      discrepancy: discrepancy ?? clamped,
    });
  }

  #entry(
    event: NewEvent,
    shipment: ShipmentId,
    kind: Kind,
    counterparty: ParticipantId = 0,
    refersTo: Hex = ZERO_BYTES32,
  ) {
    const author = this.#author.participant;
    const { occurredAt } = this.#timeOf(event, shipment);
    return { shipment, kind: KINDS[kind], author, counterparty, refersTo, occurredAt };
  }

  /** The ledger takes no entry of the future, nor of before 1970; the payload keeps what the event says. */
  #timeOf({ content }: NewEvent, shipment: ShipmentId): { occurredAt: number; clamped: Failure | null } {
    const told = Math.floor(content.eventTimeMs / 1000);
    const limit = this.#parts.now() + AHEAD;
    if (told <= limit) return { occurredAt: Math.max(0, told), clamped: null };
    const clamped = { code: "ShipmentLedgerOccurredInFuture", facts: { shipment, occurredAt: told, limit } } as const;
    return { occurredAt: this.#parts.now(), clamped };
  }
}

/** What due process asks of the payload of a kind, and the event does not say. */
function failureOf(kind: Kind, { json }: NewEvent): Failure | undefined {
  try {
    checkPayload(kind, json);
    return undefined;
  } catch (error) {
    if (PortolanError.is(error)) return { code: error.code, facts: error.facts };
    throw error;
  }
}

/**
 * The units that an event names, the parent first. An event that names none, because it is about classes of products or
 * about a place, is recorded on a shipment of its own, under its eventID.
 */
function unitsOf({ content }: NewEvent): Named[] {
  const parentFirst = [...content.epcs].sort((a, b) => Number(b.role === "parentID") - Number(a.role === "parentID"));
  const units = new Map<string, Named>();
  for (const { epc, role, unit } of parentFirst) {
    if (unit && !units.has(epc)) units.set(epc, { identifier: epc, role });
  }
  for (const { epcClass, role, unit } of content.quantities) {
    if (unit && !units.has(epcClass)) units.set(epcClass, { identifier: epcClass, role });
  }
  return units.size > 0 ? [...units.values()] : [{ identifier: identifierOf(content.eventID), role: "event" }];
}

function identifierOf(eventID: string): string {
  try {
    return shipmentIdentifier(eventID).uri;
  } catch (error) {
    // An eventID that claims to be a key of a place or a party names no shipment, and is no eventID to be proud of.
    if (PortolanError.is(error)) return `urn:portolan:event:${encodeURIComponent(eventID).slice(0, 400)}`;
    throw error;
  }
}

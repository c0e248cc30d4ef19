import { ZERO_BYTES32, type Hex, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { requireMembers } from "../../domain/payload/check-payload.ts";
import { CLOCK_DRIFT } from "../../domain/rules/clock-drift.ts";
import { KINDS, type Kind } from "../../domain/rules/kind.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { CheckedDraft } from "../../gateway/record/draft.ts";
import type { Directory } from "../../gateway/directory.ts";
import type { ValidEvent } from "./check-events.ts";
import type { KnownUnit, LedgerView } from "./ledger-view.ts";

/** An entry that records an event on one unit. */
export interface PlannedEntry {
  readonly event: ValidEvent;
  readonly draft: CheckedDraft;
  /** Kind that the event means. The draft is a Report if the ledger would refuse that kind. */
  readonly meant: Kind;
  /** Reason why the draft differs from `meant`. */
  readonly discrepancy: Failure | null;
}

/** A unit with its name in drafts. */
export interface PlannedUnit extends KnownUnit {
  /** Canonical URI of a unit that an event of the document opens, otherwise the shipment's id. */
  readonly name: string;
}

/** Parameters of an entry on a unit, apart from its kind. */
export interface EntryTarget {
  readonly counterparty?: ParticipantId | undefined;
  readonly refersTo?: Hex | undefined;
  /** Name of `refersTo` in the draft; default: `refersTo`. */
  readonly refersToName?: string | undefined;
}

/**
 * Seconds that an event may be ahead of the clock: half of the ledger's limit, so that the ledger accepts its entry.
 */
const AHEAD = CLOCK_DRIFT / 2;

export interface PlannedEntriesParts {
  readonly author: ParticipantId;
  readonly directory: Directory;
  readonly view: LedgerView;
  /** Time of the chain in Unix seconds. */
  readonly now: () => number;
}

/** Collects the entries of a plan, after judging each by the rules of the ledger. */
export class PlannedEntries {
  readonly all: PlannedEntry[] = [];
  readonly #parts: PlannedEntriesParts;

  constructor(parts: PlannedEntriesParts) {
    this.#parts = parts;
  }

  /**
   * Adds an entry of `kind`, or a Report with the discrepancy if the ledger's or payload's rules do not permit that
   * kind.
   */
  add(event: ValidEvent, unit: PlannedUnit, kind: Kind, target: EntryTarget = {}): void {
    const { counterparty, refersTo, refersToName = refersTo } = target;
    const discrepancy =
      missingMember(kind, event) ??
      this.#unknownParty(counterparty) ??
      this.#parts.view.judge(this.#entry(event, unit.shipment, kind, counterparty, refersTo));
    if (discrepancy !== undefined) {
      const { code, facts } = discrepancy;
      this.report(event, unit, kind, { code, facts });
      return;
    }
    const draft = {
      kind,
      shipment: unit.name,
      ...(counterparty !== undefined && { counterparty }),
      ...(refersToName !== undefined && { refersTo: refersToName }),
    };
    this.#push(event, unit, draft, kind, null);
  }

  report(event: ValidEvent, unit: PlannedUnit, meant: Kind, discrepancy: Failure | null): void {
    this.#parts.view.judge(this.#entry(event, unit.shipment, "Report"));
    this.#push(event, unit, { kind: "Report", shipment: unit.name }, meant, discrepancy);
  }

  /** Adds the Consign that opens a unit. */
  open(event: ValidEvent, unit: PlannedUnit): void {
    this.#push(event, unit, { kind: "Consign", shipment: unit.name }, "Consign", null);
    this.#parts.view.judge(this.#entry(event, unit.shipment, "Consign"));
  }

  #push(
    event: ValidEvent,
    { shipment }: PlannedUnit,
    draft: Omit<CheckedDraft, "payload" | "occurredAt">,
    meant: Kind,
    discrepancy: Failure | null,
  ): void {
    const { occurredAt, clamped } = this.#timeOf(event, shipment);
    this.all.push({
      event,
      draft: { ...draft, payload: event.json, occurredAt },
      meant,
      discrepancy: discrepancy ?? clamped,
    });
  }

  #entry(
    event: ValidEvent,
    shipment: ShipmentId,
    kind: Kind,
    counterparty: ParticipantId = 0,
    refersTo: Hex = ZERO_BYTES32,
  ) {
    const { occurredAt } = this.#timeOf(event, shipment);
    return { shipment, kind: KINDS[kind], author: this.#parts.author, counterparty, refersTo, occurredAt };
  }

  /** Checks that the counterparty is enrolled, also for a unit whose entries are unpredictable. */
  #unknownParty(participant: ParticipantId | undefined): Failure | undefined {
    if (participant === undefined || this.#parts.directory.get(participant) !== undefined) return undefined;
    return { code: "ConsortiumUnknownParticipant", facts: { participant } };
  }

  /**
   * Limits the entry's time, because the ledger refuses a time after the clock or before 1970. The payload keeps the
   * event's time.
   */
  #timeOf({ content }: ValidEvent, shipment: ShipmentId): { occurredAt: number; clamped: Failure | null } {
    const stated = Math.floor(content.eventTimeMs / 1000);
    const now = this.#parts.now();
    const limit = now + AHEAD;
    if (stated <= limit) return { occurredAt: Math.max(0, stated), clamped: null };
    const facts = { shipment, occurredAt: stated, limit };
    return { occurredAt: now, clamped: { code: "ShipmentLedgerOccurredInFuture", facts } };
  }
}

/** Finds the member that a payload of this kind requires and that the event lacks. */
function missingMember(kind: Kind, { json }: ValidEvent): Failure | undefined {
  try {
    requireMembers(kind, json);
    return undefined;
  } catch (error) {
    if (PortolanError.is(error)) return { code: error.code, facts: error.facts };
    throw error;
  }
}

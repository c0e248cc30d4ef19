import { type Case, type Custody, UNKNOWN_CASE, UNKNOWN_CUSTODY } from "../../src/domain/rules/custody.ts";
import { type Entry, type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { checkShape } from "../../src/domain/rules/entry-shape.ts";
import { kindName } from "../../src/domain/rules/kind.ts";
import { KIND_RULES } from "../../src/domain/rules/kind-rules.ts";
import { transition } from "../../src/domain/rules/lifecycle.ts";
import { Refusal, refuse } from "../../src/domain/rules/refusal.ts";
import type { Moment } from "../../src/domain/rules/moment.ts";
import type { Situation } from "../../src/domain/rules/situation.ts";

/** The ledger's record of a shipment. */
export interface ModelShipment {
  readonly head: EntryHash;
  readonly custody: Custody;
  readonly container: ShipmentId;
}

const UNKNOWN: ModelShipment = { head: ZERO_BYTES32, custody: UNKNOWN_CUSTODY, container: ZERO_BYTES32 };

/** A ShipmentLedger on the TypeScript rules, for entries with a valid signature and time. */
export class ModelLedger {
  readonly #moment: () => Moment;
  readonly #shipments = new Map<ShipmentId, ModelShipment>();
  readonly #cases = new Map<ShipmentId, Map<EntryHash, Case>>();
  readonly #successors = new Map<string, EntryHash>();

  /** @param moment The moment of the next entry. */
  constructor(moment: () => Moment) {
    this.#moment = moment;
  }

  shipment(id: ShipmentId): ModelShipment {
    return this.#shipments.get(id) ?? UNKNOWN;
  }

  /** All cases of a shipment, oldest first. */
  cases(shipment: ShipmentId): ReadonlyMap<EntryHash, Case> {
    return this.#cases.get(shipment) ?? new Map();
  }

  shipments(): ReadonlyMap<ShipmentId, ModelShipment> {
    return this.#shipments;
  }

  /** The ledger's judgement of an entry, without recording it. */
  judge(entry: Entry): Situation | Refusal {
    const { shipment, previous, author } = entry;
    const misshapen = checkShape(entry);
    if (misshapen !== undefined) return misshapen;
    const { head } = this.shipment(shipment);
    if (previous !== head) return refuse("ShipmentLedgerStale", { shipment, previous, head });
    if (this.#moment().rolesOf(author) === 0)
      return refuse("ShipmentLedgerParticipantNotActive", { participant: author });
    return transition(this.#look(entry), entry);
  }

  record(entry: Entry, hash: EntryHash): Refusal | undefined {
    const next = this.judge(entry);
    if (next instanceof Refusal) return next;

    const { shipment, refersTo } = entry;
    this.#shipments.set(shipment, { head: hash, custody: next.custody, container: next.container });
    const kind = kindName(entry.kind);
    const names = kind && KIND_RULES[kind].names;
    if (names === "unit") this.#shipments.set(refersTo, { ...this.shipment(refersTo), custody: next.unit });
    if (kind === "Hold") this.#keepCase(shipment, hash, next.customsCase);
    if (names === "case" && kind !== "Inspect") this.#keepCase(shipment, refersTo, next.customsCase);
    if (kind === "Correct") this.#successors.set(correction(entry), hash);
    return undefined;
  }

  #look(entry: Entry): Situation {
    const { shipment, author, counterparty, refersTo } = entry;
    const { custody, container } = this.shipment(shipment);
    const root = this.#rootOf(refersTo);
    const { time, rolesOf, jurisdictionOf } = this.#moment();
    return {
      custody,
      container,
      unit: this.shipment(refersTo).custody,
      root,
      rootCustody: this.shipment(root).custody,
      customsCase: this.cases(shipment).get(refersTo) ?? UNKNOWN_CASE,
      successor: this.#successors.get(correction(entry)) ?? ZERO_BYTES32,
      roles: rolesOf(author),
      counterpartyRoles: rolesOf(counterparty),
      jurisdiction: jurisdictionOf(kindName(entry.kind) === "Appeal" ? counterparty : author),
      time,
    };
  }

  #rootOf(unit: ShipmentId): ShipmentId {
    const { container } = this.shipment(unit);
    return container === ZERO_BYTES32 ? unit : this.#rootOf(container);
  }

  #keepCase(shipment: ShipmentId, hold: EntryHash, customsCase: Case): void {
    const cases = this.#cases.get(shipment) ?? new Map<EntryHash, Case>();
    this.#cases.set(shipment, cases.set(hold, customsCase));
  }
}

function correction({ shipment, author, refersTo }: Entry): string {
  return [shipment, author, refersTo].join();
}

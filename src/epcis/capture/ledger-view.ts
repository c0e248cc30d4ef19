import { createHash } from "node:crypto";
import { ZERO_BYTES32, type Entry, type Hex, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import type { ShipmentState } from "../../domain/rules/ledger-state.ts";
import type { Moment } from "../../domain/rules/moment.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";
import { FollowedLedger } from "../../gateway/record/followed-ledger.ts";
import type { Database } from "../../store/open-database.ts";
import { shipmentUnder } from "../../store/access/write-access.ts";
import type { Visibility } from "../../store/access/visibility.ts";

/** A unit that an event names. */
export interface KnownUnit {
  readonly shipment: ShipmentId;
  /** Whether an event of the document opens the unit. Then `shipment` is a substitute for its later id. */
  readonly opened: boolean;
}

/**
 * Predicts the ledger's judgement of a document's entries: applies them one by one, by the rules of the contract, to
 * the state of the units in the store. It cannot predict entries of a unit with unsettled entries; the chain decides.
 */
export class LedgerView {
  readonly #db: Database;
  readonly #visibility: Visibility;
  readonly #moment: Moment;
  readonly #ledger: FollowedLedger;
  readonly #units = new Map<string, KnownUnit>();
  #entries = 0;

  constructor(db: Database, visibility: Visibility, moment: Moment) {
    this.#db = db;
    this.#ledger = new FollowedLedger(db);
    this.#visibility = visibility;
    this.#moment = moment;
  }

  /** Finds the unit with an identifier, if the author may write about it or an event of the document opened it. */
  async find(identifier: string): Promise<KnownUnit | undefined> {
    const known = this.#units.get(identifier);
    if (known !== undefined) return known;
    const shipment = await shipmentUnder(this.#db, this.#visibility, identifier);
    if (shipment === undefined) return undefined;
    await this.load([shipment]);
    const unit = { shipment, opened: false };
    this.#units.set(identifier, unit);
    return unit;
  }

  /** Marks a unit as opened by an event of the document, under a substitute for its later id. */
  open(identifier: string): KnownUnit {
    const shipment: Hex = `0x${createHash("sha256").update(`to be opened: ${identifier}`).digest("hex")}`;
    const unit = { shipment, opened: true };
    this.#units.set(identifier, unit);
    return unit;
  }

  /** Gives the predicted state of a shipment; `undefined` for a shipment with unsettled entries. */
  stateOf(shipment: ShipmentId): ShipmentState | undefined {
    return this.#ledger.unsettled.has(shipment) ? undefined : this.#ledger.state.shipment(shipment);
  }

  /** Lists the shipments directly inside a unit in the predicted state. */
  insideOf(unit: ShipmentId): ShipmentId[] {
    return [...this.#ledger.state.shipments].flatMap(([id, { container }]) => (container === unit ? [id] : []));
  }

  /** Whether an agency has a case open on a shipment. */
  hasOpenCase(shipment: ShipmentId, agency: ParticipantId): boolean {
    return [...this.#ledger.state.cases.values()].some(
      (one) => one.shipment === shipment && one.customsCase.agency === agency && !one.customsCase.closed,
    );
  }

  /** Judges an entry, and applies it if the rules allow it. An unpredictable entry counts as allowed. */
  judge(draft: Omit<Entry, "previous" | "commitment">): Refusal | undefined {
    if (this.#ledger.unsettled.has(draft.shipment) || this.#ledger.unsettled.has(draft.refersTo)) {
      this.#ledger.unsettled.add(draft.shipment);
      return undefined;
    }
    const previous = this.#ledger.state.shipment(draft.shipment).head;
    const hash: Hex = `0x${(++this.#entries).toString(16).padStart(64, "0")}`;
    return this.#ledger.state.apply({ ...draft, previous, commitment: ZERO_BYTES32 }, hash, this.#moment);
  }

  /** Loads the states of shipments, of the units around them, and of their cases. */
  load(ids: readonly ShipmentId[]): Promise<void> {
    return this.#ledger.load(ids);
  }

  /** Loads the corrections of these entries. */
  loadCorrections(entries: readonly Hex[]): Promise<void> {
    return this.#ledger.loadCorrections(entries);
  }
}

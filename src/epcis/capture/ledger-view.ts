import { createHash } from "node:crypto";
import { ZERO_BYTES32, type Entry, type Hex, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import type { ShipmentState } from "../../domain/rules/ledger-state.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";
import type { RoleBits } from "../../domain/rules/role.ts";
import { FollowedLedger } from "../../gateway/record/followed-ledger.ts";
import type { Database } from "../../store/open-database.ts";
import { shipmentUnder } from "../../store/access/write-access.ts";
import type { Visibility } from "../../store/access/visibility.ts";

/** A unit that an event names, as the ledger has it. */
export interface KnownUnit {
  readonly shipment: ShipmentId;
  /** Whether it is to be opened by these events: its id does not exist yet, and it is named by its identifier. */
  readonly opened: boolean;
}

/**
 * What the ledger will say to the entries of a document, as far as that can be told beforehand: the followed state of
 * the units, moved on entry by entry under the contract's own rules. Of a unit with entries on their way nothing can be
 * told: the chain decides.
 */
export class LedgerView {
  readonly #db: Database;
  readonly #visibility: Visibility;
  readonly #rolesOf: (participant: ParticipantId) => RoleBits;
  readonly #ledger: FollowedLedger;
  readonly #units = new Map<string, KnownUnit>();
  readonly #opened = new Set<ShipmentId>();
  #entries = 0;

  constructor(db: Database, visibility: Visibility, rolesOf: (participant: ParticipantId) => RoleBits) {
    this.#db = db;
    this.#ledger = new FollowedLedger(db);
    this.#visibility = visibility;
    this.#rolesOf = rolesOf;
  }

  /** The unit under an identifier, if the author may write about it or these events opened it. */
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

  /** Counts a unit as opened by these events, under an id that stands for the one that it will get. */
  open(identifier: string): KnownUnit {
    const shipment: Hex = `0x${createHash("sha256").update(`to be opened: ${identifier}`).digest("hex")}`;
    const unit = { shipment, opened: true };
    this.#units.set(identifier, unit);
    this.#opened.add(shipment);
    return unit;
  }

  /** Whether these events open the shipment, so that it has no id yet. */
  isToBeOpened(shipment: ShipmentId): boolean {
    return this.#opened.has(shipment);
  }

  /** The state of a shipment, or `undefined` while entries about it are on their way. */
  stateOf(shipment: ShipmentId): ShipmentState | undefined {
    return this.#ledger.unsettled.has(shipment) ? undefined : this.#ledger.state.shipment(shipment);
  }

  /** What these events and those before put into a unit. */
  insideOf(unit: ShipmentId): ShipmentId[] {
    return [...this.#ledger.state.shipments].flatMap(([id, { container }]) => (container === unit ? [id] : []));
  }

  /** Whether an agency has a case open on a shipment. */
  hasOpenCase(shipment: ShipmentId, agency: ParticipantId): boolean {
    return [...this.#ledger.state.cases.values()].some(
      (one) => one.shipment === shipment && one.customsCase.agency === agency && !one.customsCase.closed,
    );
  }

  /** Judges an entry and counts it as recorded when it is lawful; when it cannot be told, it counts as lawful. */
  judge(draft: Omit<Entry, "previous" | "commitment">): Refusal | undefined {
    if (this.#ledger.unsettled.has(draft.shipment) || this.#ledger.unsettled.has(draft.refersTo)) {
      this.#ledger.unsettled.add(draft.shipment);
      return undefined;
    }
    const previous = this.#ledger.state.shipment(draft.shipment).head;
    const hash: Hex = `0x${(++this.#entries).toString(16).padStart(64, "0")}`;
    return this.#ledger.state.apply({ ...draft, previous, commitment: ZERO_BYTES32 }, hash, this.#rolesOf);
  }

  /** Reads the states of shipments, of what they are inside of, and of their cases. */
  load(ids: readonly ShipmentId[]): Promise<void> {
    return this.#ledger.load(ids);
  }

  /** Reads which of these entries were corrected before. */
  loadCorrections(entries: readonly Hex[]): Promise<void> {
    return this.#ledger.loadCorrections(entries);
  }
}

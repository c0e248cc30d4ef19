import { ZERO_BYTES32, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import { LedgerState } from "../../domain/rules/ledger-state.ts";
import { findUnsettled } from "../../store/epcis/captured-events.ts";
import { readCasesOn, readFollowedShipments, readSuccessors } from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";

/** State of some shipments in the store, by which the gateway judges possible entries. */
export class FollowedLedger {
  readonly state = new LedgerState();
  /** Shipments with unsettled entries, which may change their state. */
  readonly unsettled = new Set<ShipmentId>();
  readonly #db: Database;
  readonly #loaded = new Set<ShipmentId>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Reads the states of shipments, of the units around them, and of their cases. */
  async load(ids: readonly ShipmentId[]): Promise<void> {
    let missing = this.#missing(ids);
    while (missing.length > 0) {
      for (const id of missing) this.#loaded.add(id);
      for (const id of await findUnsettled(this.#db, missing)) this.unsettled.add(id);
      const shipments = await readFollowedShipments(this.#db, missing);
      for (const [id, { head, custody, container }] of shipments) {
        this.state.shipments.set(id, { head, custody, container });
      }
      for (const [hold, { shipment, customsCase }] of await readCasesOn(this.#db, missing)) {
        this.state.cases.set(hold, { shipment, customsCase });
      }
      missing = this.#missing([...shipments.values()].map(({ container }) => container));
    }
  }

  /** Reads the corrections of these entries. */
  async loadCorrections(entries: readonly EntryHash[]): Promise<void> {
    for (const { shipment, author, entry, successor } of await readSuccessors(this.#db, entries)) {
      this.state.setSuccessor(shipment, author, entry, successor);
    }
  }

  #missing(ids: readonly ShipmentId[]): ShipmentId[] {
    return [...new Set(ids)].filter((id) => id !== ZERO_BYTES32 && !this.#loaded.has(id));
  }
}

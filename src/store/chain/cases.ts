import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** The current state of a case. A time is 0 before the event; flags are 0 or 1. */
export interface CaseRecord {
  readonly hold: EntryHash;
  readonly shipment: ShipmentId;
  readonly agency: ParticipantId;
  readonly custodian: ParticipantId;
  readonly contested: 0 | 1;
  readonly seized: 0 | 1;
  readonly openedAt: number;
  readonly notifiedAt: number;
  readonly closedAt: number;
}

const ofShipment = statement<CaseRecord>(
  `select hold, shipment, agency, custodian, contested, seized, opened_at as "openedAt", notified_at as "notifiedAt",
  closed_at as "closedAt" from cases where shipment = ?1 order by opened_at, hold`,
);

/** Every case of a shipment, oldest first. */
export const readCases = (db: Database, shipment: ShipmentId): Promise<CaseRecord[]> => ofShipment(db, [shipment]);

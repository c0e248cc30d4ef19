import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
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

/** A case with what it records of due process. */
export interface ProcessRecord extends CaseRecord {
  readonly consignor: ParticipantId;
  /** Two bytes in hexadecimal. */
  readonly jurisdiction: Hex;
  readonly remedyUntil: number;
  /** 0 before the first decision. */
  readonly tribunal: ParticipantId;
  readonly instance: number;
  /** Indexes into `STANDINGS`. */
  readonly custodianStanding: number;
  readonly consignorStanding: number;
  readonly charged: 0 | 1;
  readonly exempt: 0 | 1;
  /** Four bytes in hexadecimal. */
  readonly profile: Hex;
}

/** SQL: a case `c` of the shipment `s`, as a {@link ProcessRecord}. */
export const PROCESS_COLUMNS = `c.hold, c.shipment, c.agency, c.custodian, c.contested, c.seized, c.opened_at as "openedAt",
  c.notified_at as "notifiedAt", c.closed_at as "closedAt", s.consignor, c.jurisdiction, c.remedy_until as "remedyUntil",
  c.tribunal, c.instance, c.custodian_standing as "custodianStanding", c.consignor_standing as "consignorStanding",
  c.charged, c.exempt, c.profile`;

const ofShipment = statement<ProcessRecord>(
  `select ${PROCESS_COLUMNS} from cases c join shipments s on s.id = c.shipment
  where c.shipment = ?1 order by c.opened_at, c.hold`,
);

const byHold = statement<ProcessRecord>(
  `select ${PROCESS_COLUMNS} from cases c join shipments s on s.id = c.shipment where c.hold = ?1`,
);

/** The case that a Hold opened, whoever asks; `undefined` without one. */
export const readCaseRecord = async (db: Database, hold: EntryHash): Promise<ProcessRecord | undefined> =>
  (await byHold(db, [hold]))[0];

/** Every case of a shipment, oldest first. */
export const readCases = (db: Database, shipment: ShipmentId): Promise<ProcessRecord[]> => ofShipment(db, [shipment]);

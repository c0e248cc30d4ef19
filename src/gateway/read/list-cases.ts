import type { ShipmentId } from "../../domain/entry.ts";
import { readCases } from "../../store/cases.ts";
import type { Caller } from "../caller.ts";
import type { CaseView } from "./case-view.ts";
import { referenceTo } from "./participant-reference.ts";
import { readShipment } from "./read-shipment.ts";
import type { Reading } from "./reading.ts";

/**
 * Every customs case of a shipment, oldest first.
 *
 * @throws PortolanError `ShipmentUnknown` when the shipment does not exist for the caller.
 */
export async function listCases(reading: Reading, caller: Caller, shipment: ShipmentId): Promise<CaseView[]> {
  await readShipment(reading, caller, shipment);
  const records = await readCases(reading.db, shipment);
  return records.map((record) => ({
    hold: record.hold,
    shipment: record.shipment,
    agency: referenceTo(reading.directory, record.agency),
    custodian: referenceTo(reading.directory, record.custodian),
    openedAt: record.openedAt,
    notifiedAt: record.notifiedAt || null,
    closedAt: record.closedAt || null,
    contested: record.contested === 1,
    seized: record.seized === 1,
  }));
}

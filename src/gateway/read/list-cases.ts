import type { ShipmentId } from "../../domain/entry.ts";
import { readCases } from "../../store/chain/cases.ts";
import type { Caller } from "../caller.ts";
import { viewCase } from "./case-view.ts";
import type { CaseView } from "../../api/case.ts";
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
  return records.map((record) => viewCase(reading, record));
}

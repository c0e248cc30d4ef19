import type { CaseView } from "../../api/case.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import { readCases, type CaseRecord } from "../../store/chain/cases.ts";
import type { Caller } from "../caller.ts";
import { referenceOrNull } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";
import { readShipment } from "./shipments.ts";

/** Converts a stored case for an answer. */
export function viewCase({ directory }: ReadContext, record: CaseRecord): CaseView {
  return {
    hold: record.hold,
    shipment: record.shipment,
    agency: referenceOrNull(directory, record.agency),
    custodian: referenceOrNull(directory, record.custodian),
    openedAt: record.openedAt,
    notifiedAt: record.notifiedAt || null,
    closedAt: record.closedAt || null,
    contested: record.contested === 1,
    seized: record.seized === 1,
  };
}

/**
 * Lists all customs cases of a shipment, oldest first.
 *
 * @throws PortolanError `ShipmentUnknown` if the shipment does not exist for the caller.
 */
export async function listCases(reading: ReadContext, caller: Caller, shipment: ShipmentId): Promise<CaseView[]> {
  await readShipment(reading, caller, shipment);
  const records = await readCases(reading.db, shipment);
  return records.map((record) => viewCase(reading, record));
}

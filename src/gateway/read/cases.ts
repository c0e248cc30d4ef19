import type { CaseView } from "../../api/case.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import { countryFromBytes } from "../../domain/places/country-bytes.ts";
import { readCases, type CaseRecord, type ProcessRecord } from "../../store/chain/cases.ts";
import type { Caller } from "../caller.ts";
import { affectedParties } from "./affected-parties.ts";
import { referenceOrNull } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";
import { readShipment } from "./shipments.ts";

/** Converts a stored case for an answer. */
export function viewCase(reading: ReadContext, record: ProcessRecord): CaseView {
  const { directory } = reading;
  return {
    ...viewCaseFacts(reading, record),
    process: {
      jurisdiction: countryFromBytes(record.jurisdiction) || null,
      charged: record.charged === 1,
      exempt: record.exempt === 1,
      parties: Array.from(affectedParties(record), ([party, standing]) => ({
        participant: referenceOrNull(directory, party),
        standing,
      })),
      remedyUntil: record.remedyUntil || null,
      tribunal: referenceOrNull(directory, record.tribunal),
      instance: record.instance,
      profile: /^0x0*$/.test(record.profile) ? null : record.profile,
    },
  };
}

/** Converts the part of a case that every answer about cases has. */
export function viewCaseFacts({ directory }: ReadContext, record: CaseRecord): Omit<CaseView, "process"> {
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

import type { ShipmentView } from "../../api/shipment.ts";
import { PHASES } from "../../domain/rules/custody.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import type { ShipmentRecord } from "../../store/chain/shipments.ts";
import { referenceOrNull } from "./participant-reference.ts";
import type { Reading } from "./reading.ts";

/** A stored shipment as answers show it. */
export function viewShipment(reading: Reading, record: ShipmentRecord): ShipmentView {
  const { directory } = reading;
  const isWhole = record.whole === 1;
  return {
    id: record.id,
    identifier: isWhole ? record.identifier : null,
    blind: isWhole ? record.blind : null,
    head: record.head,
    sequence: record.sequence,
    phase: PHASES[record.phase] ?? "Unknown",
    custodian: referenceOrNull(directory, record.custodian),
    consignor: referenceOrNull(directory, record.consignor),
    offeredTo: referenceOrNull(directory, record.offeredTo),
    held: record.openCases > 0,
    openCases: record.openCases,
    openRemedies: record.openRemedies,
    contents: record.contents,
    container: record.container === ZERO_BYTES32 ? null : record.container,
    beganAt: record.beganAt,
    updatedAt: record.updatedAt,
    access: isWhole ? "full" : "facts",
  };
}

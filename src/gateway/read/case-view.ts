import type { CaseView } from "../../api/case.ts";
import type { CaseRecord } from "../../store/chain/cases.ts";
import { referenceOrNull } from "./participant-reference.ts";
import type { Reading } from "./reading.ts";

/** A stored case as answers show it. */
export function viewCase({ directory }: Reading, record: CaseRecord): CaseView {
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

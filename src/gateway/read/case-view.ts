import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { CaseRecord } from "../../store/chain/cases.ts";
import { referenceTo, type ParticipantReference } from "./participant-reference.ts";
import type { Reading } from "./reading.ts";

/** A customs case. Times are Unix seconds of recording, `null` for what has not happened. */
export interface CaseView {
  /** Hash of the Hold entry, which names the case. */
  readonly hold: EntryHash;
  readonly shipment: ShipmentId;
  readonly agency: ParticipantReference | null;
  /** Who held the shipment when the case was opened. */
  readonly custodian: ParticipantReference | null;
  readonly openedAt: number;
  /** Time of the first Notice, from which the affected party's clocks run. */
  readonly notifiedAt: number | null;
  readonly closedAt: number | null;
  /** Whether a remedy is open. */
  readonly contested: boolean;
  readonly seized: boolean;
}

/** A stored case as answers show it. */
export function viewCase({ directory }: Reading, record: CaseRecord): CaseView {
  return {
    hold: record.hold,
    shipment: record.shipment,
    agency: referenceTo(directory, record.agency),
    custodian: referenceTo(directory, record.custodian),
    openedAt: record.openedAt,
    notifiedAt: record.notifiedAt || null,
    closedAt: record.closedAt || null,
    contested: record.contested === 1,
    seized: record.seized === 1,
  };
}

import { PHASES, type Phase } from "../../domain/rules/custody.ts";
import { ZERO_BYTES32, type Bytes32, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import type { ShipmentRecord } from "../../store/chain/shipments.ts";
import { referenceTo, type ParticipantReference } from "./participant-reference.ts";
import type { Reading } from "./reading.ts";

/** A shipment as it stands at its head. */
export interface ShipmentView {
  readonly id: ShipmentId;
  /** Canonical URI; `null` when the gateway was not told it, or the caller reads ledger facts only. */
  readonly identifier: string | null;
  /** 32 bytes that with `identifier` give `id`; `null` as `identifier` is. */
  readonly blind: Bytes32 | null;
  /** Hash of its last entry: the ETag of everything that is read of it. */
  readonly head: EntryHash;
  /** How many entries it has. */
  readonly sequence: number;
  readonly phase: Phase;
  readonly custodian: ParticipantReference | null;
  readonly consignor: ParticipantReference | null;
  /** To whom it is offered. */
  readonly offeredTo: ParticipantReference | null;
  /** Whether a customs case is open on it. */
  readonly held: boolean;
  readonly openCases: number;
  readonly openRemedies: number;
  /** How many units are directly inside it. */
  readonly contents: number;
  /** The unit that it is directly inside of. */
  readonly container: ShipmentId | null;
  /** Unix seconds: when its first entry occurred, as its author says. */
  readonly beganAt: number;
  /** Unix seconds: when its last entry was recorded. */
  readonly updatedAt: number;
  /** `full`, or `facts` where payloads, summaries and identifiers are withheld. */
  readonly access: "full" | "facts";
}

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
    custodian: referenceTo(directory, record.custodian),
    consignor: referenceTo(directory, record.consignor),
    offeredTo: referenceTo(directory, record.offeredTo),
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

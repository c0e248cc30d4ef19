import { type Case, type Custody, PHASES, STANDINGS } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { mappingSlot, slotBehind } from "./mapping-slot.ts";
import { wordFields } from "./word-fields.ts";

/** Storage slots of the mappings of the contract ShipmentLedger. Slots 0 and 1 belong to OpenZeppelin's EIP712. */
const SHIPMENTS = 2;
const CASES = 3;
const SUCCESSORS = 4;

export interface ShipmentSlots {
  readonly head: Bytes32;
  readonly custody: Bytes32;
  readonly container: Bytes32;
}

export function shipmentSlots(shipment: ShipmentId): ShipmentSlots {
  const head = mappingSlot(SHIPMENTS, shipment);
  return { head, custody: slotBehind(head, 1), container: slotBehind(head, 2) };
}

/** Computes the slot of a case. @param hold hash of the Hold entry that opened it. */
export function caseSlot(shipment: ShipmentId, hold: EntryHash): Bytes32 {
  return mappingSlot(mappingSlot(CASES, shipment), hold);
}

/** Computes the slot of the successor of a corrected entry. @param entry hash of the corrected entry. */
export function successorSlot(shipment: ShipmentId, author: ParticipantId, entry: EntryHash): Bytes32 {
  return mappingSlot(mappingSlot(mappingSlot(SUCCESSORS, shipment), author), entry);
}

/** Unpacks a word of the type `CustodySlot`. @throws TrieProofBroken for a word that the contract never packs. */
export function unpackCustody(word: Bytes32): Custody {
  const fields = wordFields(word, [4, 4, 4, 4, 4, 2, 2, 1, 1]);
  const phase = PHASES[fields?.[8] ?? -1];
  if (fields === undefined || phase === undefined) throw notPacked("a custody record");
  const [custodian, consignor, offeredTo, sequence, contents, openCases, openRemedies, height] = fields as Eight;
  return { custodian, consignor, offeredTo, sequence, contents, openCases, openRemedies, height, phase };
}

type Eight = [number, number, number, number, number, number, number, number];

/** Unpacks a word of the type `CaseSlot`. @throws TrieProofBroken for a word that the contract never stores. */
export function unpackCase(word: Bytes32): Case {
  const fields = wordFields(word, [4, 4, 2, 5, 5, 4, 1, 1, 1, 1, 4]);
  const [custodianStanding, consignorStanding] = [STANDINGS[fields?.[7] ?? -1], STANDINGS[fields?.[8] ?? -1]];
  if (fields === undefined || custodianStanding === undefined || consignorStanding === undefined)
    throw notPacked("a case");
  const [agency, custodian, jurisdiction, noticeAt, remedyUntil, tribunal, instance, , , flags, profile] =
    fields as Eleven;
  if (flags >= 1 << 5) throw notPacked("a case");
  const has = (bit: number) => (flags & (1 << bit)) !== 0;
  return {
    agency,
    custodian,
    jurisdiction: hexWith(jurisdiction, 2),
    noticeAt,
    remedyUntil,
    tribunal,
    instance,
    custodianStanding,
    consignorStanding,
    charged: has(0),
    exempt: has(1),
    contested: has(2),
    seized: has(3),
    closed: has(4),
    profile: hexWith(profile, 4),
  };
}

type Eleven = [number, number, number, number, number, number, number, number, number, number, number];

function hexWith(value: number, bytes: number): Hex {
  return `0x${value.toString(16).padStart(2 * bytes, "0")}`;
}

function notPacked(what: string): PortolanError {
  return new PortolanError("TrieProofBroken", { what, problem: "the word does not encode one" });
}

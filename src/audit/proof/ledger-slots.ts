import { type Case, type Custody, PHASES } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
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

/** Unpacks a stored `IShipmentLedger.Case`. @throws TrieProofBroken for a word that the contract never stores. */
export function unpackCase(word: Bytes32): Case {
  const [agency, custodian, ...flags] = wordFields(word, [4, 4, 1, 1, 1, 1]) ?? [];
  if (agency === undefined || custodian === undefined || flags.some((flag) => flag > 1)) throw notPacked("a case");
  const [notified, contested, seized, closed] = flags.map((flag) => flag === 1) as [boolean, boolean, boolean, boolean];
  return { agency, custodian, notified, contested, seized, closed };
}

function notPacked(what: string): PortolanError {
  return new PortolanError("TrieProofBroken", { what, problem: "the word does not encode one" });
}

import { type Case, type Custody, PHASES } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { mappingSlot, slotBehind } from "./mapping-slot.ts";
import { wordFields } from "./word-fields.ts";

/** Where the contract `ShipmentLedger` keeps its mappings; two slots of OpenZeppelin's EIP712 come first. */
const SHIPMENTS = 2;
const CASES = 3;
const SUCCESSORS = 4;

/** The slots of one shipment. */
export interface ShipmentSlots {
  readonly head: Bytes32;
  readonly custody: Bytes32;
  readonly container: Bytes32;
}

export function shipmentSlots(shipment: ShipmentId): ShipmentSlots {
  const head = mappingSlot(SHIPMENTS, shipment);
  return { head, custody: slotBehind(head, 1), container: slotBehind(head, 2) };
}

/** The slot of a case, named by its Hold entry. */
export function caseSlot(shipment: ShipmentId, hold: EntryHash): Bytes32 {
  return mappingSlot(mappingSlot(CASES, shipment), hold);
}

/** The slot of the entry by which an author corrected another. */
export function successorSlot(shipment: ShipmentId, author: ParticipantId, entry: EntryHash): Bytes32 {
  return mappingSlot(mappingSlot(mappingSlot(SUCCESSORS, shipment), author), entry);
}

/** A custody record as the contract's type `CustodySlot` packs it. @throws TrieProofBroken for what it never packs. */
export function unpackCustody(word: Bytes32): Custody {
  const fields = wordFields(word, [4, 4, 4, 4, 4, 2, 2, 1, 1]);
  const phase = PHASES[fields?.[8] ?? -1];
  if (fields === undefined || phase === undefined) throw notPacked("a custody record");
  const [custodian, consignor, offeredTo, sequence, contents, openCases, openRemedies, height] = fields as Eight;
  return { custodian, consignor, offeredTo, sequence, contents, openCases, openRemedies, height, phase };
}

type Eight = [number, number, number, number, number, number, number, number];

/** A case as `IShipmentLedger.Case` lies in its slot. @throws TrieProofBroken for what never lies there. */
export function unpackCase(word: Bytes32): Case {
  const [agency, custodian, ...flags] = wordFields(word, [4, 4, 1, 1, 1, 1]) ?? [];
  if (agency === undefined || custodian === undefined || flags.some((flag) => flag > 1)) throw notPacked("a case");
  const [notified, contested, seized, closed] = flags.map((flag) => flag === 1) as [boolean, boolean, boolean, boolean];
  return { agency, custodian, notified, contested, seized, closed };
}

function notPacked(what: string): PortolanError {
  return new PortolanError("TrieProofBroken", { what, problem: "the word does not encode one" });
}

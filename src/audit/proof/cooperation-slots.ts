import type { MatterId } from "../../domain/cooperation/act.ts";
import type { Item } from "../../domain/cooperation/item.ts";
import { MATTER_STATES } from "../../domain/cooperation/matter-state.ts";
import type { Matter } from "../../domain/cooperation/matter.ts";
import type { Seat } from "../../domain/cooperation/seat.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { mappingSlot, slotBehind } from "./mapping-slot.ts";
import { wordFields } from "./word-fields.ts";

/** Storage slots of the mappings of the contract CooperationLedger. Slots 0 and 1 belong to OpenZeppelin's EIP712. */
const MATTERS = 2;
const SEATS = 3;
const ITEMS = 4;

export interface MatterSlots {
  readonly head: Bytes32;
  readonly matter: Bytes32;
  readonly basis: Bytes32;
  readonly terms: Bytes32;
}

export function matterSlots(matter: MatterId): MatterSlots {
  const head = mappingSlot(MATTERS, matter);
  return { head, matter: slotBehind(head, 1), basis: slotBehind(head, 2), terms: slotBehind(head, 3) };
}

/** Computes the slot of a participant's place in a matter. */
export function seatSlot(matter: MatterId, participant: ParticipantId): Bytes32 {
  return mappingSlot(mappingSlot(SEATS, matter), participant);
}

/** Computes the slots of a handover, a seal or an exhibit. @param hash of the act that opened it. */
export function itemSlots(matter: MatterId, hash: EntryHash): { readonly item: Bytes32; readonly content: Bytes32 } {
  const item = mappingSlot(mappingSlot(ITEMS, matter), hash);
  return { item, content: slotBehind(item, 1) };
}

/** Unpacks a word of the type `MatterSlot`. @throws TrieProofBroken for a word that the contract never stores. */
export function unpackMatter(word: Bytes32): Matter {
  const fields = wordFields(word, [1, 4, 4, 4, 1, 1, 1, 1, 5, 4, 1, 2, 2]);
  const state = MATTER_STATES[fields?.[0] ?? -1];
  if (fields === undefined || state === undefined) throw notPacked("a matter");
  const [, sequence, opener, answerer, parties, signed, suspensions, agreeing, endsAt, period, code, measures, round] =
    fields as Thirteen;
  const counts = { sequence, opener, answerer, parties, signed, suspensions, agreeing };
  return { state, ...counts, endsAt, period, code, measures, round };
}

/** Unpacks a word of the type `SeatSlot`. @throws TrieProofBroken for a word that the contract never stores. */
export function unpackSeat(word: Bytes32): Seat {
  const fields = wordFields(word, [1, 1, 1, 1, 1, 2]);
  const [directions, named = 2, signed = 2, suspended = 2, task = 0, round = 0] = fields ?? [];
  if (directions === undefined || named > 1 || signed > 1 || suspended > 1) throw notPacked("a seat");
  return { directions, named: named === 1, signed: signed === 1, suspended: suspended === 1, task, round };
}

/** Unpacks a word of the type `ItemSlot`. @throws TrieProofBroken for a word that the contract never stores. */
export function unpackItem(word: Bytes32): Item {
  const fields = wordFields(word, [1, 4, 4, 4, 4, 1, 2, 5, 2]);
  const state = MATTER_STATES[fields?.[0] ?? -1];
  if (fields === undefined || state === undefined) throw notPacked("a handover, a seal or an exhibit");
  const [, author, recipient, originator, consentTo, code, caveats, until, country] = fields as Nine;
  const jurisdiction: Hex = `0x${country.toString(16).padStart(4, "0")}`;
  return { state, author, recipient, originator, consentTo, code, caveats, until, jurisdiction };
}

type Nine = [number, number, number, number, number, number, number, number, number];
type Thirteen = [...Nine, number, number, number, number];

function notPacked(what: string): PortolanError {
  return new PortolanError("TrieProofBroken", { what, problem: "the word does not encode one" });
}

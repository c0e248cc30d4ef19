import type { MatterId } from "../../domain/cooperation/act.ts";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import { mappingSlot, slotBehind } from "./mapping-slot.ts";

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

/** Computes the slots of a handover or a seal. @param hash of the act that opened it. */
export function itemSlots(matter: MatterId, hash: EntryHash): { readonly item: Bytes32; readonly content: Bytes32 } {
  const item = mappingSlot(mappingSlot(ITEMS, matter), hash);
  return { item, content: slotBehind(item, 1) };
}

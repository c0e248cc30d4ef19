import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { mappingSlot, slotBehind } from "./mapping-slot.ts";

/** Storage slots of the mappings of the contract MemberDirectory. Slots 0 and 1 belong to OpenZeppelin's EIP712. */
const MEMBERS = 2;
const KEYS = 3;
const GENERATION_ENDS = 4;

/** The fields of `MemberRecord` by the order of their slots; `state` has generation, time and kind of the pending change. */
const RECORD_FIELDS = [
  "head",
  "endpoint",
  "recovery",
  "state",
  "pending",
  "nextEndpoint",
  "nextRecovery",
  "nextKey",
] as const;

export function memberSlots(participant: ParticipantId): Record<(typeof RECORD_FIELDS)[number], Bytes32> {
  const first = mappingSlot(MEMBERS, participant);
  const slots = RECORD_FIELDS.map((field, offset) => [field, slotBehind(first, offset)] as const);
  return Object.fromEntries(slots) as Record<(typeof RECORD_FIELDS)[number], Bytes32>;
}

export function encryptionKeySlot(participant: ParticipantId, key: Bytes32): Bytes32 {
  return mappingSlot(mappingSlot(KEYS, participant), key);
}

export function generationEndSlot(participant: ParticipantId, generation: number): Bytes32 {
  return mappingSlot(mappingSlot(GENERATION_ENDS, participant), generation);
}

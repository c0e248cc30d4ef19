import type { Bytes32, Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { RoleBits } from "../../domain/rules/role.ts";
import { mappingSlot } from "./mapping-slot.ts";
import { wordFields } from "./word-fields.ts";

/** Storage slots of the mappings of the contract Consortium. Slot 0 belongs to OpenZeppelin's AccessManaged. */
const PARTICIPANTS = 1;
const KEYS = 2;

/** `IConsortium.Participant`. All fields are 0 for an unassigned id. */
export interface EnrolledParticipant {
  readonly roles: RoleBits;
  /** ISO 3166-1 alpha-2; empty for an unassigned id. */
  readonly jurisdiction: string;
  readonly suspended: boolean;
}

/** `IConsortium.Key`. All fields are 0 for an unregistered key. Times are Unix seconds. */
export interface RegisteredKey {
  readonly participant: ParticipantId;
  readonly validFrom: number;
  readonly validUntil: number;
}

export function participantSlot(participant: ParticipantId): Bytes32 {
  return mappingSlot(PARTICIPANTS, participant);
}

export function keySlot(key: Hex): Bytes32 {
  return mappingSlot(KEYS, key);
}

/** @throws TrieProofBroken for a word that the contract never stores. */
export function unpackParticipant(word: Bytes32): EnrolledParticipant {
  const [roles, letters, suspended] = wordFields(word, [2, 2, 1]) ?? [];
  if (roles === undefined || letters === undefined || suspended === undefined || suspended > 1) {
    throw new PortolanError("TrieProofBroken", { what: "a participant", problem: "the word does not encode one" });
  }
  const jurisdiction = letters === 0 ? "" : String.fromCharCode(letters >> 8, letters & 0xff);
  return { roles, jurisdiction, suspended: suspended === 1 };
}

/** @throws TrieProofBroken for a word that the contract never stores. */
export function unpackKey(word: Bytes32): RegisteredKey {
  const [participant, validFrom, validUntil] = wordFields(word, [4, 6, 6]) ?? [];
  if (participant === undefined || validFrom === undefined || validUntil === undefined) {
    throw new PortolanError("TrieProofBroken", { what: "a key", problem: "the word does not encode one" });
  }
  return { participant, validFrom, validUntil };
}

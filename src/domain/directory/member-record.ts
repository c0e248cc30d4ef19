import { type Bytes32, type Hex, type ParticipantId, ZERO_BYTES32 } from "../entry.ts";
import type { ChangeHash, EncryptionKeyId } from "./directory-event.ts";

/** An announced encryption key. A recovery ends the keys of earlier generations; see {@link intervalOf}. */
export interface AnnouncedKey {
  readonly id: EncryptionKeyId;
  /** HPKE KEM id. */
  readonly suite: number;
  readonly key: Hex;
  /** Number of recoveries that took effect before the key does. */
  readonly generation: number;
  /** Unix seconds. */
  readonly validFrom: number;
  readonly validUntil: number;
}

/** A change that did not take effect yet. */
export interface PendingChange {
  readonly change: ChangeHash;
  /** Unix seconds. */
  readonly effectiveAt: number;
  readonly recovers: boolean;
  /** Empty keeps the valid endpoint. */
  readonly endpoint: string;
  /** Zero keeps the valid digest. */
  readonly recovery: Bytes32;
  /** Zero without a key. */
  readonly key: EncryptionKeyId;
}

/** A participant's state in the directory, as the contract holds it, with the texts and bytes of its digests. */
export interface MemberRecord {
  readonly participant: ParticipantId;
  /** Zero before the first change. */
  readonly head: ChangeHash;
  readonly endpoint: string;
  readonly recovery: Bytes32;
  readonly generation: number;
  /** By generation: the Unix seconds at which a recovery ends its keys, pending recoveries included. */
  readonly generationEnds: readonly number[];
  readonly keys: readonly AnnouncedKey[];
  readonly pending: PendingChange | undefined;
}

/** The record of a participant before its first publication. */
export function blankRecord(participant: ParticipantId): MemberRecord {
  return {
    participant,
    head: ZERO_BYTES32,
    endpoint: "",
    recovery: ZERO_BYTES32,
    generation: 0,
    generationEnds: [],
    keys: [],
    pending: undefined,
  };
}

/** The interval `[validFrom, validUntil)` of a key in Unix seconds, after the end of its generation is applied. */
export function intervalOf(
  { generationEnds }: MemberRecord,
  { generation, validFrom, validUntil }: AnnouncedKey,
): Pick<AnnouncedKey, "validFrom" | "validUntil"> {
  return { validFrom, validUntil: Math.min(validUntil, generationEnds[generation] ?? validUntil) };
}

import type { Bytes32, Hex, ParticipantId } from "../entry.ts";

/** The EIP-712 digest of a change of the directory. */
export type ChangeHash = Bytes32;

/** Keccak-256 digest of a suite (2 bytes, big-endian) and the bytes of a public key. */
export type EncryptionKeyId = Bytes32;

/** A publication or a recovery as signed. Its fields are those of `IMemberDirectory.Publication`. */
export interface Publication {
  readonly participant: ParticipantId;
  /** Digest of the participant's last change; zero for the first. */
  readonly previous: ChangeHash;
  /** URL of the gateway, printable ASCII; empty keeps the endpoint. */
  readonly endpoint: string;
  /** HPKE KEM id; 0 without a key. */
  readonly suite: number;
  /** Public key in the serialization of its suite; `0x` without a key. */
  readonly key: Hex;
  /** Unix seconds. */
  readonly validFrom: number;
  readonly validUntil: number;
  /** Digest of the next recovery key; zero keeps the registered digest. */
  readonly recovery: Bytes32;
}

/** The end of an encryption key as signed. */
export interface KeyEnd {
  readonly participant: ParticipantId;
  readonly previous: ChangeHash;
  readonly key: EncryptionKeyId;
}

/** A change of the directory; times are Unix seconds. The names are those of the contract's events. */
export type DirectoryEvent = { readonly participant: ParticipantId; readonly change: ChangeHash } & (
  | {
      readonly event: "MemberPublished" | "MemberRecovered";
      readonly publication: Publication;
      readonly effectiveAt: number;
    }
  | { readonly event: "EncryptionKeyEnded"; readonly end: KeyEnd; readonly endedAt: number }
  | { readonly event: "MemberChangeStopped" }
);

/** Lower-case `0x` hexadecimal of any whole number of bytes. */
export type Hex = `0x${string}`;

/** Lower-case `0x` hexadecimal of 32 bytes: 66 characters. */
export type Bytes32 = Hex;

/** The blinded digest that stands for one trackable unit on chain. */
export type ShipmentId = Bytes32;

/** The EIP-712 digest of an entry: what its author signs, what names it, and what the next entry binds. */
export type EntryHash = Bytes32;

/** The number of an enrolled participant; the first is 1, and 0 is nobody. */
export type ParticipantId = number;

export const ZERO_BYTES32: Bytes32 = `0x${"0".repeat(64)}`;

/**
 * One immutable statement about one shipment by one participant, field for field as in
 * contracts/interfaces/IShipmentLedger.sol.
 */
export interface Entry {
  readonly shipment: ShipmentId;
  /** Hash of the shipment's last entry; {@link ZERO_BYTES32} for the first. */
  readonly previous: EntryHash;
  /** A number of `KINDS`; plain, because the chain may carry an unknown one (as refused). */
  readonly kind: number;
  readonly author: ParticipantId;
  /** The addressee of an Offer or a Notice, otherwise 0. */
  readonly counterparty: ParticipantId;
  /** The unit of a Load or Unload, the case of a customs entry, the corrected entry of a Correct, otherwise zero. */
  readonly refersTo: Bytes32;
  /** Time of the event in Unix seconds, as its author states it. */
  readonly occurredAt: number;
  /** Digest of the payload (`commit`). */
  readonly commitment: Bytes32;
}

/** An entry that no head is chosen for. */
export type UnlinkedEntry = Omit<Entry, "previous">;

/** An entry and its author's signature, encoded as `SignedEntry.signature` says in IShipmentLedger.sol. */
export interface SignedEntry {
  readonly entry: Entry;
  readonly signature: Hex;
}

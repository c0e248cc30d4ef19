/** Lower-case `0x` hexadecimal of any whole number of bytes. */
export type Hex = `0x${string}`;

/** Lower-case `0x` hexadecimal of 32 bytes: 66 characters. */
export type Bytes32 = Hex;

/** The blinded SHA-256 digest that identifies one trackable unit on chain (`shipmentId`). */
export type ShipmentId = Bytes32;

/** The EIP-712 digest of an entry: its author signs it, it identifies the entry, and the next entry contains it. */
export type EntryHash = Bytes32;

/** The number of an enrolled participant. The first is 1; 0 means no participant. */
export type ParticipantId = number;

export const ZERO_BYTES32: Bytes32 = `0x${"0".repeat(64)}`;

/** One immutable statement about one shipment by one participant. Its fields are those of `IShipmentLedger.Entry`. */
export interface Entry {
  readonly shipment: ShipmentId;
  /** Hash of the shipment's last entry; {@link ZERO_BYTES32} for the first. */
  readonly previous: EntryHash;
  /** A number of `KINDS`, or another number: a refusal on the chain may carry an unknown kind. */
  readonly kind: number;
  readonly author: ParticipantId;
  /** The addressee of an Offer or a Notice, otherwise 0. */
  readonly counterparty: ParticipantId;
  /** The unit of a Load or Unload, the case of a customs entry, the corrected entry of a Correct, otherwise zero. */
  readonly refersTo: Bytes32;
  /** Time of the event in Unix seconds, as stated by the author. */
  readonly occurredAt: number;
  /** Digest of the payload (`commit`). */
  readonly commitment: Bytes32;
}

/** An entry without its link: the head that it follows is not chosen yet. */
export type UnlinkedEntry = Omit<Entry, "previous">;

/** An entry and its author's signature, encoded as `IShipmentLedger.SignedEntry.signature` documents. */
export interface SignedEntry {
  readonly entry: Entry;
  readonly signature: Hex;
}

import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";

/** Characters of a digest of 16 bytes, with `0x`: the size in a DigestSet. */
const DIGEST_END = 34;

/** Reused buffer of the hash's input: shipment, author in four bytes, entry. */
const statement = Buffer.alloc(68);

/** Computes the digest of an entry with its author and shipment. */
export function authorshipDigest(shipment: ShipmentId, author: ParticipantId, entry: EntryHash): Hex {
  statement.write(shipment.slice(2), 0, "hex");
  statement.writeUInt32BE(author, 32);
  statement.write(entry.slice(2), 36, "hex");
  return keccak256Hex(statement).slice(0, DIGEST_END) as Hex;
}

/** An entry with the data that the chain adds and that the entry's hash does not cover. */
export interface Recording {
  readonly hash: EntryHash;
  readonly sequence: number;
  readonly signature: Hex;
  readonly block: number;
  readonly logIndex: number;
  /** Time of the block in Unix seconds. */
  readonly recordedAt: number;
  readonly transactionHash: Hex;
}

/** Computes the digest of an entry with the data that the chain adds. */
export function recordingDigest({ hash, signature, transactionHash, ...numbers }: Recording): Hex {
  const { sequence, block, logIndex, recordedAt } = numbers;
  const words = [sequence, block, logIndex, recordedAt].map(word).join("");
  const recording = `${hash.slice(2)}${transactionHash.slice(2)}${words}${signature.slice(2)}`;
  return keccak256Hex(Buffer.from(recording, "hex")).slice(0, DIGEST_END) as Hex;
}

/** Encodes a number in eight bytes, hexadecimal. */
function word(value: number): string {
  return value.toString(16).padStart(16, "0");
}

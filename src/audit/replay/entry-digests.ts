import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { keccak256Hex } from "../../domain/keccak256.ts";

/** Digest of the statement that this entry is one of this author on this shipment. */
export function authorshipDigest(shipment: ShipmentId, author: ParticipantId, entry: EntryHash): Hex {
  return digest(`${shipment.slice(2)}${word(author)}${entry.slice(2)}`);
}

/** What the chain adds to an entry, none of which the entry's hash covers. */
export interface Recording {
  readonly hash: EntryHash;
  readonly sequence: number;
  readonly signature: Hex;
  readonly block: number;
  readonly logIndex: number;
  /** Unix seconds: the time of the block. */
  readonly recordedAt: number;
  readonly transactionHash: Hex;
}

/** Digest of an entry with all that the chain adds to it. */
export function recordingDigest({ hash, signature, transactionHash, ...numbers }: Recording): Hex {
  const { sequence, block, logIndex, recordedAt } = numbers;
  const words = [sequence, block, logIndex, recordedAt].map(word).join("");
  return digest(`${hash.slice(2)}${transactionHash.slice(2)}${words}${signature.slice(2)}`);
}

function digest(hex: string): Hex {
  return keccak256Hex(Buffer.from(hex, "hex")).slice(0, 34) as Hex;
}

/** Eight bytes in hexadecimal. */
function word(value: number): string {
  return value.toString(16).padStart(16, "0");
}

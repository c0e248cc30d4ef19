import { type Bytes32, ZERO_BYTES32 } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { keccak256 } from "../../domain/encoding/keccak256.ts";
import { decodeRlp } from "./decode-rlp.ts";
import { provenValue } from "./proven-value.ts";
import { bigInteger } from "./rlp-value.ts";
import type { TrieNodes } from "./trie-nodes.ts";

/**
 * Reads the word of a storage slot from the storage with this root; zero if the nodes prove that the slot is empty.
 *
 * @throws TrieProofBroken, RlpMalformed
 */
export function provenSlot(nodes: TrieNodes, storageRoot: Bytes32, slot: Bytes32): Bytes32 {
  const value = provenValue(nodes, storageRoot, keccak256(bytesOf(slot)));
  if (value === undefined) return ZERO_BYTES32;
  const word = bigInteger(decodeRlp(value), "the word");
  if (word === 0n) throw nodes.broken("it holds a zero, which storage omits");
  return `0x${word.toString(16).padStart(64, "0")}`;
}

import type { Bytes32 } from "../../domain/entry.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { rlp } from "../../ledger/rlp.ts";
import type { StorageWord } from "./storage-words.ts";
import { trieRoot, type TrieLeaf } from "./trie-root.ts";

/**
 * Computes the root of a storage with exactly these words. The key of a word in the trie is the Keccak-256 of its slot;
 * its value has no leading zeros (Ethereum Yellow Paper, 4.1).
 */
export function storageRootOf(words: Iterable<StorageWord>): Bytes32 {
  const leaves: TrieLeaf[] = [];
  for (const { slot, word } of words) {
    const key = keccak256Hex(bytesOf(slot)).slice(2);
    leaves.push([key, rlp(withoutZeros(word))]);
  }
  return trieRoot(leaves);
}

function withoutZeros(word: Bytes32): Uint8Array {
  const digits = word.slice(2).replace(/^(00)+/, "");
  return Buffer.from(digits, "hex");
}

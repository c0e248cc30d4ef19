import type { Bytes32 } from "../../domain/entry.ts";
import { keccak256, keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { type RlpItem, rlp } from "../../ledger/rlp.ts";
import { EMPTY_TRIE_ROOT } from "../proof/trie-nodes.ts";
import { itemAt } from "../../domain/item-at.ts";

/** A leaf of a trie: its key in hexadecimal digits, and its value. */
export type TrieLeaf = readonly [key: string, value: Uint8Array];

/**
 * Computes the root of the Merkle-Patricia trie (Ethereum Yellow Paper, appendix D) with exactly these leaves, to
 * compare it with a root that a block commits to.
 *
 * @param leaves in any order; no key may be a prefix of another key.
 */
export function trieRoot(leaves: readonly TrieLeaf[]): Bytes32 {
  if (leaves.length === 0) return EMPTY_TRIE_ROOT;
  const sorted = leaves.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return keccak256Hex(rlp(nodeAbove(sorted, 0, sorted.length, 0)));
}

/** Builds the node above the leaves from `start` to `end`, whose keys agree in the first `depth` digits. */
function nodeAbove(leaves: readonly TrieLeaf[], start: number, end: number, depth: number): readonly RlpItem[] {
  const [first, value] = itemAt(leaves, start);
  if (end - start === 1) return [compactPath(first.slice(depth), true), value];

  const [last] = itemAt(leaves, end - 1);
  let shared = depth;
  while (first[shared] === last[shared]) shared += 1;
  if (shared > depth)
    return [compactPath(first.slice(depth, shared), false), nodeReference(leaves, start, end, shared)];

  const children: RlpItem[] = new Array<RlpItem>(17).fill(NOTHING);
  for (let from = start; from < end;) {
    const digit = itemAt(leaves, from)[0][depth];
    let to = from + 1;
    while (to < end && itemAt(leaves, to)[0][depth] === digit) to += 1;
    children[parseInt(digit as string, 16)] = nodeReference(leaves, from, to, depth + 1);
    from = to;
  }
  return children;
}

const NOTHING = new Uint8Array();

/**
 * Encodes a child for its parent, which embeds a node of fewer than 32 bytes and contains the hash of any other node.
 */
function nodeReference(leaves: readonly TrieLeaf[], start: number, end: number, depth: number): RlpItem {
  const node = nodeAbove(leaves, start, end, depth);
  const encoded = rlp(node);
  return encoded.length < 32 ? node : keccak256(encoded);
}

/**
 * Hex-prefix encoding (appendix C). The flag states whether the node is a leaf, and whether the number of digits is
 * odd.
 */
function compactPath(digits: string, toLeaf: boolean): Buffer {
  const flag = toLeaf ? 2 : 0;
  return Buffer.from(digits.length % 2 === 0 ? `${flag}0${digits}` : `${flag + 1}${digits}`, "hex");
}

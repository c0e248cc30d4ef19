import type { Bytes32 } from "../../domain/entry.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import type { RlpValue } from "./decode-rlp.ts";
import { EMPTY_TRIE_ROOT, type TrieNodes } from "./trie-nodes.ts";
import { itemAt } from "../../domain/item-at.ts";

/**
 * Reads the value of a key from the Merkle-Patricia trie (Ethereum Yellow Paper, appendix D) with this root. Trusts
 * only the root. The walk takes at most one step for each nibble of the key.
 *
 * @param key the key in the trie; a secure trie has hashed keys.
 * @returns the value, or `undefined` if the nodes prove that the key is absent.
 * @throws TrieProofBroken if the nodes prove neither.
 */
export function provenValue(nodes: TrieNodes, root: Bytes32, key: Uint8Array): Uint8Array | undefined {
  if (root === EMPTY_TRIE_ROOT) {
    nodes.takeEmpty();
    return undefined;
  }
  const path = nibblesOf(key);
  let node = nodes.take(root, true);
  let position = 0;
  for (;;) {
    const step =
      node.length === 17 ? stepInBranch(nodes, node, path, position) : stepAlong(nodes, node, path, position);
    if ("value" in step) return step.value;
    position += step.consumed;
    node = childNode(nodes, step.child);
  }
}

type Step =
  | { readonly value: Uint8Array | undefined }
  | { readonly child: RlpValue; /** Nibbles, at least one. */ readonly consumed: number };

const ABSENT: Step = { value: undefined };

function stepInBranch(nodes: TrieNodes, node: readonly RlpValue[], path: Uint8Array, position: number): Step {
  const nibble = path[position];
  const item = node[nibble ?? 16] as RlpValue;
  if (nibble !== undefined) return isEmpty(item) ? ABSENT : { child: item, consumed: 1 };
  if (!(item instanceof Uint8Array)) throw nodes.broken("the value of a branch is a list");
  return isEmpty(item) ? ABSENT : { value: item };
}

/**
 * Follows a leaf or an extension, which the first nibble of the path distinguishes (hex-prefix encoding, appendix C).
 */
function stepAlong(nodes: TrieNodes, node: readonly RlpValue[], path: Uint8Array, position: number): Step {
  const [compact, item] = node as [RlpValue, RlpValue];
  if (!(compact instanceof Uint8Array) || compact.length === 0) throw nodes.broken("a node has no path");
  const all = nibblesOf(compact);
  const flag = itemAt(all, 0);
  if (flag > 3 || (flag % 2 === 0 && all[1] !== 0)) throw nodes.broken("a node's path has an invalid encoding");
  const own = all.subarray(flag % 2 === 0 ? 2 : 1);
  const rest = path.subarray(position);
  const follows = own.length <= rest.length && own.every((nibble, index) => nibble === rest[index]);

  if (flag >= 2) {
    if (!(item instanceof Uint8Array) || isEmpty(item)) throw nodes.broken("a leaf has no value");
    return follows && own.length === rest.length ? { value: item } : ABSENT;
  }
  if (own.length === 0 || isEmpty(item)) throw nodes.broken("an extension has no child");
  return follows ? { child: item, consumed: own.length } : ABSENT;
}

/** Gives a child node. A parent embeds a node of fewer than 32 bytes, and contains the hash of any other node. */
function childNode(nodes: TrieNodes, child: RlpValue): readonly RlpValue[] {
  if (child instanceof Uint8Array) {
    if (child.length !== 32) throw nodes.broken("a reference to a node does not have 32 bytes");
    return nodes.take(hexOf(child), false);
  }
  if (child.length !== 2 && child.length !== 17) throw nodes.broken(`a node has ${child.length} items`);
  return child;
}

function nibblesOf(bytes: Uint8Array): Uint8Array {
  const nibbles = new Uint8Array(2 * bytes.length);
  bytes.forEach((byte, index) => nibbles.set([byte >> 4, byte & 15], 2 * index));
  return nibbles;
}

function isEmpty(item: RlpValue): boolean {
  return item.length === 0;
}

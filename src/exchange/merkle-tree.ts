import { hash } from "node:crypto";
import { itemAt } from "../domain/item-at.ts";

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** The root of a Merkle tree over at least one leaf (RFC 9162, 2.1.1, with SHA-256). */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return digest(LEAF, itemAt(leaves, 0));
  const split = splitOf(leaves.length);
  return digest(NODE, merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

/** The inclusion proofs of all leaves, with the root to which they lead. */
export interface MerkleProofs {
  readonly root: Uint8Array;
  /** For each leaf the digests beside its path, from the leaf to the root (RFC 9162, 2.1.3.1). */
  readonly paths: readonly (readonly Uint8Array[])[];
}

/** Proves the inclusion of each of at least one leaf. */
export function merkleProofs(leaves: readonly Uint8Array[]): MerkleProofs {
  if (leaves.length === 1) return { root: digest(LEAF, itemAt(leaves, 0)), paths: [[]] };
  const split = splitOf(leaves.length);
  const [left, right] = [merkleProofs(leaves.slice(0, split)), merkleProofs(leaves.slice(split))];
  return {
    root: digest(NODE, left.root, right.root),
    paths: [...left.paths.map((path) => [...path, right.root]), ...right.paths.map((path) => [...path, left.root])],
  };
}

/**
 * The root that an inclusion proof leads to.
 *
 * @returns `undefined` when the path has another length than a tree of this size requires.
 */
export function rootOfPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (size <= 1) return path.length === 0 && index === 0 && size === 1 ? digest(LEAF, leaf) : undefined;
  const last = path.at(-1);
  if (last === undefined) return undefined;
  const split = splitOf(size);
  const isLeft = index < split;
  const inner = rootOfPath(leaf, isLeft ? index : index - split, isLeft ? split : size - split, path.slice(0, -1));
  return inner && (isLeft ? digest(NODE, inner, last) : digest(NODE, last, inner));
}

/** The number of leaves in the left half: the largest power of two below the number of leaves. */
function splitOf(leaves: number): number {
  return 2 ** (31 - Math.clz32(leaves - 1));
}

function digest(...parts: readonly Uint8Array[]): Uint8Array {
  return hash("sha256", Buffer.concat(parts), "buffer");
}

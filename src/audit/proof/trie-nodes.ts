import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { decodeRlp, type RlpValue } from "./decode-rlp.ts";
import { listItems } from "./rlp-value.ts";

/** Largest number and size of nodes. */
export interface TrieLimits {
  readonly nodes: number;
  readonly nodeBytes: number;
}

/** Limits of account and storage tries, whose nodes have at most 532 bytes. */
export const STATE_TRIE_LIMITS: TrieLimits = { nodes: 100_000, nodeBytes: 1_024 };

interface Node {
  readonly bytes: Uint8Array;
  decoded?: readonly RlpValue[];
}

/** Root of the empty trie: Keccak-256 of the RLP of an empty byte string. */
export const EMPTY_TRIE_ROOT: Bytes32 = keccak256Hex(Uint8Array.of(0x80));

/**
 * Nodes of Merkle-Patricia tries by their hashes. A proof depends only on its root, not on the order or the source of
 * the nodes. Several proofs share one set and must use each node of it.
 */
export class TrieNodes {
  readonly #nodes = new Map<Bytes32, Node>();
  readonly #unused = new Set<Bytes32>();
  readonly #what: string;

  /**
   * @param what subject of the proof, for errors.
   * @throws TrieProofBroken beyond the limits, and for a repeated node.
   */
  constructor(nodes: readonly Uint8Array[], what: string, limits: TrieLimits = STATE_TRIE_LIMITS) {
    this.#what = what;
    if (nodes.length > limits.nodes) throw this.broken(`it has more than ${limits.nodes} nodes`);
    for (const bytes of nodes) {
      if (bytes.length > limits.nodeBytes) throw this.broken(`a node has more than ${limits.nodeBytes} bytes`);
      const hash = keccak256Hex(bytes);
      if (this.#nodes.has(hash)) throw this.broken("it has a node twice");
      this.#nodes.set(hash, { bytes });
      this.#unused.add(hash);
    }
  }

  /**
   * Gives the items of the node with this hash, and marks the node as used.
   *
   * @param isRoot whether the node is a root. Only a root may be referred to by its hash when it is short.
   * @throws TrieProofBroken for a missing or malformed node.
   */
  take(hash: Bytes32, isRoot: boolean): readonly RlpValue[] {
    const node = this.#nodes.get(hash);
    if (node === undefined) throw this.broken(`the node ${hash} is missing`);
    if (!isRoot && node.bytes.length < 32) throw this.broken("a short node is referred to by its hash");
    this.#unused.delete(hash);
    try {
      return (node.decoded ??= listItems(decodeRlp(node.bytes), "a node", 2, 17));
    } catch (cause) {
      if (!PortolanError.is(cause, "RlpMalformed")) throw cause;
      throw this.broken(`a node cannot be read: ${String(cause.facts["problem"])}`, cause);
    }
  }

  /** Accepts the proof of an empty trie. Some clients give no node, others the encoding of an empty value. */
  takeEmpty(): void {
    this.#unused.delete(EMPTY_TRIE_ROOT);
  }

  /** @throws TrieProofBroken if no proof has used a node. */
  requireAllUsed(): void {
    if (this.#unused.size > 0) throw this.broken(`${this.#unused.size} of its nodes are unused`);
  }

  /** Makes the error of a broken proof. */
  broken(problem: string, cause?: unknown): PortolanError {
    return new PortolanError("TrieProofBroken", { what: this.#what, problem }, { cause });
  }
}

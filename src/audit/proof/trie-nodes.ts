import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { decodeRlp, type RlpValue } from "./decode-rlp.ts";
import { listItems } from "./rlp-value.ts";

/** Limits on the number and size of nodes. */
export interface TrieLimits {
  readonly nodes: number;
  readonly nodeBytes: number;
}

/** Of account and storage tries: a branch has at most 532 bytes, a leaf fewer. */
export const STATE_TRIE_LIMITS: TrieLimits = { nodes: 100_000, nodeBytes: 1_024 };

interface Node {
  readonly bytes: Uint8Array;
  decoded?: readonly RlpValue[];
}

/** Root of a trie that holds nothing: Keccak-256 of the RLP of no bytes. */
export const EMPTY_TRIE_ROOT: Bytes32 = keccak256Hex(Uint8Array.of(0x80));

/**
 * Nodes of Merkle-Patricia tries, each known by its hash alone: what they prove depends on the root that a proof begins
 * from, never on their order or on where they came from. Many proofs share one set, in which nothing may be idle.
 */
export class TrieNodes {
  readonly #nodes = new Map<Bytes32, Node>();
  readonly #unused = new Set<Bytes32>();
  readonly #what: string;

  /**
   * @param what the nodes are to prove something about, for errors.
   * @throws TrieProofBroken beyond the limits, and for a node that is there twice.
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
   * The items of the node with this hash.
   *
   * @param isRoot whether it is a trie's root, which alone is referred to by its hash even when it is short.
   * @throws TrieProofBroken when it is missing, or no node.
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

  /** Accepts an empty trie: some clients prove it by no node, others by the encoding of an empty value. */
  takeEmpty(): void {
    this.#unused.delete(EMPTY_TRIE_ROOT);
  }

  /** @throws TrieProofBroken when a node was not needed by any proof so far. */
  requireAllUsed(): void {
    if (this.#unused.size > 0) throw this.broken(`${this.#unused.size} of its nodes are unused`);
  }

  broken(problem: string, cause?: unknown): PortolanError {
    return new PortolanError("TrieProofBroken", { what: this.#what, problem }, { cause });
  }
}

import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { quantity } from "./quantity.ts";

/** Merkle proofs of an account and of slots of its storage (EIP-1186), not yet verified. */
export interface AccountProof {
  /** Nodes of the state's trie, root first. */
  readonly accountProof: readonly Hex[];
  /** Nodes of the storage's trie for each slot asked for, in that order, root first. */
  readonly storageProofs: readonly (readonly Hex[])[];
}

/** Slots of one question: a node takes far more, but its answer has some 5 kB for each. */
export const MOST_SLOTS = 256;

const METHOD = "eth_getProof";

/** @param slots at most {@link MOST_SLOTS}. */
export async function getAccountProof(
  rpc: Rpc,
  address: Hex,
  slots: readonly Bytes32[],
  block: number,
): Promise<AccountProof> {
  const fields = answerFields(rpc, METHOD, await rpc.request(METHOD, [address, slots, quantity(block)]));
  const storageProofs = fields.array("storageProof");
  if (storageProofs.length !== slots.length)
    throw rpc.nonsense(METHOD, "it does not prove exactly the slots asked for");
  return {
    accountProof: trieNodes(rpc, fields.array("accountProof")),
    storageProofs: storageProofs.map((proof) => trieNodes(rpc, answerFields(rpc, METHOD, proof).array("proof"))),
  };
}

function trieNodes(rpc: Rpc, nodes: readonly unknown[]): Hex[] {
  return nodes.map((node) => answerFields(rpc, METHOD, { node }).bytes("node"));
}

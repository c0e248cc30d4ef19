import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { quantity } from "./quantity.ts";

const METHOD = "eth_getProof";

/** Slots of one call: a proof of one has some kilobytes. */
const SLOTS = 200;

/**
 * The trie nodes that prove an account and slots of its storage at a block (EIP-1186), each once and in no order; not
 * verified. Besu on Bonsai reaches back 512 blocks.
 */
export async function getStateNodes(
  rpc: Rpc,
  address: Hex,
  slots: readonly Bytes32[],
  block: number,
): Promise<Set<Hex>> {
  const nodes = new Set<Hex>();
  const add = (proof: readonly unknown[]) => {
    for (const node of proof) nodes.add(answerFields(rpc, METHOD, { node }).bytes("node"));
  };
  const parts = Array.from({ length: Math.max(1, Math.ceil(slots.length / SLOTS)) }, (_, part) =>
    slots.slice(part * SLOTS, (part + 1) * SLOTS),
  );
  for (const part of parts) {
    const answer = answerFields(rpc, METHOD, await rpc.request(METHOD, [address, part, quantity(block)]));
    add(answer.array("accountProof"));
    const proofs = answer.array("storageProof");
    if (proofs.length !== part.length) throw rpc.invalidAnswer(METHOD, "it does not prove exactly the requested slots");
    for (const proof of proofs) add(answerFields(rpc, METHOD, proof).array("proof"));
  }
  return nodes;
}

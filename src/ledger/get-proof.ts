import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { quantity } from "./quantity.ts";

/** Merkle proof of one storage slot of a contract (EIP-1186), not yet verified: the nodes of both tries, root first. */
export interface StorageProof {
  readonly address: Hex;
  readonly storageHash: Bytes32;
  readonly accountProof: readonly Hex[];
  readonly slot: Bytes32;
  readonly value: bigint;
  readonly storageProof: readonly Hex[];
}

const METHOD = "eth_getProof";

/** Besu on Bonsai reaches back 512 blocks. */
export async function getProof(rpc: Rpc, address: Hex, slot: Bytes32, block: number): Promise<StorageProof> {
  const fields = answerFields(rpc, METHOD, await rpc.request(METHOD, [address, [slot], quantity(block)]));
  const slots = fields.array("storageProof");
  if (slots.length !== 1) throw rpc.invalidAnswer(METHOD, "it does not prove exactly the requested slot");
  const storage = answerFields(rpc, METHOD, slots[0]);
  return {
    address,
    storageHash: fields.bytes("storageHash", 32),
    accountProof: trieNodes(rpc, fields.array("accountProof")),
    slot,
    value: storage.bigQuantity("value"),
    storageProof: trieNodes(rpc, storage.array("proof")),
  };
}

function trieNodes(rpc: Rpc, nodes: readonly unknown[]): Hex[] {
  return nodes.map((node) => answerFields(rpc, METHOD, { node }).bytes("node"));
}

import type { Bytes32 } from "../domain/entry.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type BlockHeader, jsonToBlockHeader } from "./block-header.ts";
import { quantity } from "./quantity.ts";

/** A block by its height, by its hash, or the last one; under QBFT the last one is final. */
export type BlockReference = number | Bytes32 | "latest";

/** The block, or `undefined` when the chain has none such. */
export async function getBlockHeader(rpc: Rpc, block: BlockReference): Promise<BlockHeader | undefined> {
  const byHash = typeof block === "string" && block !== "latest";
  const method = byHash ? "eth_getBlockByHash" : "eth_getBlockByNumber";
  const answer = await rpc.request(method, [typeof block === "number" ? quantity(block) : block, false]);
  if (answer === null) return undefined;
  const header = jsonToBlockHeader(rpc, method, answer);
  if (byHash ? header.hash !== block : block !== "latest" && header.number !== block)
    throw rpc.invalidAnswer(method, "it is not the requested block");
  return header;
}

import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type BlockHeader, jsonToBlockHeader } from "./block-header.ts";
import { quantity } from "./quantity.ts";

const METHOD = "eth_getBlockByNumber";

/**
 * The blocks of these heights, both ends included, asked for in batches; that each is the parent of the next is checked.
 *
 * @param maxBytes of an answer to one batch, where fewer are wanted than the client takes.
 * @throws ChainAnswerTooLarge when it is longer; ChainAnswerInvalid also when a block is missing or its parent is another one.
 */
export async function getBlockHeaders(
  rpc: Rpc,
  fromBlock: number,
  toBlock: number,
  maxBytes?: number,
): Promise<BlockHeader[]> {
  const heights = Array.from({ length: Math.max(0, toBlock - fromBlock + 1) }, (_, index) => fromBlock + index);
  const calls = heights.map((height) => ({ method: METHOD, params: [quantity(height), false] }));
  const answers = await rpc.batch(calls, maxBytes);
  const headers = answers.map((answer) => jsonToBlockHeader(rpc, METHOD, answer));
  headers.forEach((header, index) => {
    const parent = headers[index - 1];
    if (header.number !== heights[index]) throw rpc.invalidAnswer(METHOD, "it is not the requested block");
    if (parent !== undefined && header.parentHash !== parent.hash)
      throw rpc.invalidAnswer(METHOD, `block ${header.number} does not follow the block before it`);
  });
  return headers;
}

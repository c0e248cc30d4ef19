import type { Bytes32 } from "../../domain/entry.ts";
import { jsonToBlockHeader } from "../../ledger/block-header.ts";
import { jsonToHeaderRlp } from "../../ledger/header-rlp.ts";
import { quantity } from "../../ledger/quantity.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { decodeHeader, type SealedHeader } from "../proof/sealed-header.ts";

/** A block with the RLP of its header. */
export interface BlockWithRlp {
  readonly rlp: Uint8Array;
  readonly header: SealedHeader;
  /** Hash according to the node; not verified. */
  readonly hash: Bytes32;
  /** Hashes of the transactions, in the order of the block. */
  readonly transactions: readonly Bytes32[];
}

const METHOD = "eth_getBlockByNumber";

/**
 * Reads the blocks of these heights.
 *
 * @throws ChainAnswerInvalid if the node gives no block or a block of another height.
 */
export async function readHeaders(rpc: Rpc, heights: readonly number[]): Promise<BlockWithRlp[]> {
  const answers = await rpc.batch(heights.map((height) => ({ method: METHOD, params: [quantity(height), false] })));
  return answers.map((answer, index) => {
    const { number, hash, transactions } = jsonToBlockHeader(rpc, METHOD, answer);
    if (number !== heights[index]) throw rpc.invalidAnswer(METHOD, "it is not the requested block");
    const rlp = jsonToHeaderRlp(rpc, METHOD, answer);
    return { rlp, header: decodeHeader(rlp), hash, transactions };
  });
}

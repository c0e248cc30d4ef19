import type { Bytes32 } from "../../domain/entry.ts";
import { jsonToBlockHeader } from "../../ledger/block-header.ts";
import { jsonToHeaderRlp } from "../../ledger/header-rlp.ts";
import { quantity } from "../../ledger/quantity.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { decodeHeader, type SealedHeader } from "../proof/sealed-header.ts";

/** A block with its header's RLP. */
export interface BlockWithRlp {
  readonly rlp: Uint8Array;
  readonly header: SealedHeader;
  /** As the node names it. */
  readonly hash: Bytes32;
  /** Hashes of its transactions, in order. */
  readonly transactions: readonly Bytes32[];
}

const METHOD = "eth_getBlockByNumber";

/**
 * The blocks of these heights.
 *
 * @throws ChainAnswerInvalid when one is missing, or another than asked for.
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

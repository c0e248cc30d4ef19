import type { Bytes32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type BlockReceipt, jsonToBlockReceipt } from "./block-receipt.ts";
import { quantity } from "./quantity.ts";

/** A block whose receipts are wanted. */
export interface BlockOfReceipts {
  readonly number: number;
  /** The hashes of its transactions, in order. */
  readonly transactions: readonly Bytes32[];
}

const BY_BLOCK = "eth_getBlockReceipts";
const BY_TRANSACTION = "eth_getTransactionReceipt";

/** What nodes say of a method that they lack: not found (JSON-RPC 2.0), not supported (EIP-1474). */
const LACKED = [-32601, -32004];

/**
 * The receipts of these blocks, a list for each, in the order of their transactions; one by one from a node that does
 * not give those of a block at once. Whether they are the block's is for its `receiptsRoot` to say.
 *
 * @throws ChainAnswerInvalid also when a receipt is missing.
 */
export async function getBlockReceipts(rpc: Rpc, blocks: readonly BlockOfReceipts[]): Promise<BlockReceipt[][]> {
  try {
    const answers = await rpc.batch(blocks.map(({ number }) => ({ method: BY_BLOCK, params: [quantity(number)] })));
    return answers.map((answer, index) => {
      if (!Array.isArray(answer) || answer.length !== blocks[index]?.transactions.length)
        throw rpc.invalidAnswer(BY_BLOCK, `it lacks a receipt for a transaction of block ${blocks[index]?.number}`);
      return answer.map((receipt) => jsonToBlockReceipt(rpc, BY_BLOCK, receipt));
    });
  } catch (error) {
    if (!PortolanError.is(error, "ChainAnsweredError") || !LACKED.includes(Number(error.facts["errorCode"])))
      throw error;
    return oneByOne(rpc, blocks);
  }
}

async function oneByOne(rpc: Rpc, blocks: readonly BlockOfReceipts[]): Promise<BlockReceipt[][]> {
  const hashes = blocks.flatMap(({ transactions }) => transactions);
  const answers = await rpc.batch(hashes.map((hash) => ({ method: BY_TRANSACTION, params: [hash] })));
  let next = 0;
  return blocks.map(({ transactions }) =>
    transactions.map(() => jsonToBlockReceipt(rpc, BY_TRANSACTION, answers[next++])),
  );
}

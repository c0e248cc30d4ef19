import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type ChainLog, jsonToLog } from "./chain-log.ts";
import { quantity } from "./quantity.ts";
import { type RlpItem, rlp, rlpNumber } from "./rlp.ts";

/** A receipt as the chain commits to it in a block's `receiptsRoot`. */
export interface BlockReceipt {
  /** Type of its transaction (EIP-2718); 0 is one from before there were types. */
  readonly type: number;
  readonly succeeded: boolean;
  /** By all transactions of the block so far. */
  readonly cumulativeGasUsed: bigint;
  readonly logsBloom: Hex;
  readonly logs: readonly ChainLog[];
}

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
 * @throws ChainAnsweredNonsense also when a receipt is missing.
 */
export async function getBlockReceipts(rpc: Rpc, blocks: readonly BlockOfReceipts[]): Promise<BlockReceipt[][]> {
  try {
    const answers = await rpc.batch(blocks.map(({ number }) => ({ method: BY_BLOCK, params: [quantity(number)] })));
    return answers.map((answer, index) => {
      if (!Array.isArray(answer) || answer.length !== blocks[index]?.transactions.length)
        throw rpc.nonsense(BY_BLOCK, `it has not a receipt for each transaction of block ${blocks[index]?.number}`);
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

function jsonToBlockReceipt(rpc: Rpc, method: string, value: unknown): BlockReceipt {
  const fields = answerFields(rpc, method, value);
  const status = fields.quantity("status");
  if (status > 1) throw rpc.nonsense(method, "a status is neither 0 nor 1");
  return {
    type: fields.has("type") ? fields.quantity("type") : 0,
    succeeded: status === 1,
    cumulativeGasUsed: fields.bigQuantity("cumulativeGasUsed"),
    logsBloom: fields.bytes("logsBloom", 256),
    logs: fields.array("logs").map((log) => jsonToLog(rpc, method, log)),
  };
}

/** A receipt as it lies in the trie of its block: its RLP, after the byte of its type where it has one (EIP-2718). */
export function encodeReceipt({ type, succeeded, cumulativeGasUsed, logsBloom, logs }: BlockReceipt): Uint8Array {
  const encoded = rlp([
    rlpNumber(succeeded ? 1 : 0),
    rlpNumber(cumulativeGasUsed),
    bytes(logsBloom),
    logs.map(({ address, topics, data }): RlpItem => [bytes(address), topics.map(bytes), bytes(data)]),
  ]);
  return type === 0 ? encoded : Buffer.concat([Uint8Array.of(type), encoded]);
}

function bytes(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), "hex");
}

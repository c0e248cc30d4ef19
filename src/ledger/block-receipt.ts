import type { Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type ChainLog, jsonToLog } from "./chain-log.ts";

/** What a block's `receiptsRoot` commits to of a receipt. */
export interface BlockReceipt {
  /** Type of its transaction (EIP-2718); 0 is one from before there were types. */
  readonly type: number;
  readonly succeeded: boolean;
  /** By all transactions of the block so far. */
  readonly cumulativeGasUsed: bigint;
  readonly logsBloom: Hex;
  readonly logs: readonly ChainLog[];
}

/**
 * Reads a receipt as JSON-RPC gives it (`eth_getTransactionReceipt`, `eth_getBlockReceipts`).
 *
 * @param method What was asked, for the error.
 * @throws ChainAnswerInvalid
 */
export function jsonToBlockReceipt(rpc: Rpc, method: string, value: unknown): BlockReceipt {
  const fields = answerFields(rpc, method, value);
  const status = fields.quantity("status");
  if (status > 1) throw rpc.invalidAnswer(method, "a status is neither 0 nor 1");
  const type = fields.has("type") ? fields.quantity("type") : 0;
  if (type > 0x7f) throw rpc.invalidAnswer(method, "a type of transaction is not below 128");
  return {
    type,
    succeeded: status === 1,
    cumulativeGasUsed: fields.bigQuantity("cumulativeGasUsed"),
    logsBloom: fields.bytes("logsBloom", 256),
    logs: fields.array("logs").map((log) => jsonToLog(rpc, method, log)),
  };
}

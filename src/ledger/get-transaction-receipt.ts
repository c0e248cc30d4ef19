import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type ChainLog, jsonToLog } from "./chain-log.ts";

/** What became of a transaction that is in the chain. */
export interface TransactionReceipt {
  readonly transactionHash: Bytes32;
  readonly blockNumber: number;
  readonly blockHash: Bytes32;
  readonly succeeded: boolean;
  readonly gasUsed: number;
  readonly logs: readonly ChainLog[];
  /** Why it reverted, ABI-encoded, when the node keeps it (Besu's `--revert-reason-enabled`). */
  readonly revertReason?: Hex;
}

const METHOD = "eth_getTransactionReceipt";

/** The receipt, or `undefined` while the transaction is not in the chain. */
export async function getTransactionReceipt(rpc: Rpc, transaction: Bytes32): Promise<TransactionReceipt | undefined> {
  const answer = await rpc.request(METHOD, [transaction]);
  if (answer === null) return undefined;
  const fields = answerFields(rpc, METHOD, answer);
  const transactionHash = fields.bytes("transactionHash", 32);
  if (transactionHash !== transaction) throw rpc.invalidAnswer(METHOD, "it belongs to another transaction");
  const status = fields.quantity("status");
  if (status > 1) throw rpc.invalidAnswer(METHOD, "its status is neither 0 nor 1");
  return {
    transactionHash,
    blockNumber: fields.quantity("blockNumber"),
    blockHash: fields.bytes("blockHash", 32),
    succeeded: status === 1,
    gasUsed: fields.quantity("gasUsed"),
    logs: fields.array("logs").map((log) => jsonToLog(rpc, METHOD, log)),
    ...(fields.has("revertReason") ? { revertReason: fields.bytes("revertReason") } : {}),
  };
}

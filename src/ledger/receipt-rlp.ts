import { concatBytes } from "@noble/hashes/utils.js";
import { bytesOf } from "../domain/hex.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { jsonToLog } from "./chain-log.ts";
import { rlp, rlpNumber } from "./rlp.ts";

/**
 * A receipt as the trie of a block's receipts holds it (EIP-2718, EIP-658), from the receipt as JSON-RPC gives it
 * (`eth_getTransactionReceipt`). Whether the trie's root follows is for the reader to check.
 *
 * @param method What was asked, for the error.
 * @throws ChainAnsweredNonsense
 */
export function jsonToReceiptRlp(rpc: Rpc, method: string, value: unknown): Uint8Array {
  const answer = answerFields(rpc, method, value);
  const type = answer.has("type") ? answer.quantity("type") : 0;
  const logs = answer.array("logs").map((item) => {
    const { address, topics, data } = jsonToLog(rpc, method, item);
    return [bytesOf(address), topics.map(bytesOf), bytesOf(data)];
  });
  const fields = rlp([
    rlpNumber(answer.bigQuantity("status")),
    rlpNumber(answer.bigQuantity("cumulativeGasUsed")),
    bytesOf(answer.bytes("logsBloom", 256)),
    logs,
  ]);
  return type === 0 ? fields : concatBytes(Uint8Array.of(type), fields);
}

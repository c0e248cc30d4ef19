import type { Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

/** How many transactions of `account` are in the chain or, with "pending", also in the node's pool: its next nonce. */
export async function getTransactionCount(rpc: Rpc, account: Hex, block: "latest" | "pending"): Promise<number> {
  const result = await rpc.request("eth_getTransactionCount", [account, block]);
  return answerFields(rpc, "eth_getTransactionCount", { result }).quantity("result");
}

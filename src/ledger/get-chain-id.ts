import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

/** The chain's id (EIP-155), which signatures bind. */
export async function getChainId(rpc: Rpc): Promise<number> {
  const result = await rpc.request("eth_chainId", []);
  return answerFields(rpc, "eth_chainId", { result }).quantity("result");
}

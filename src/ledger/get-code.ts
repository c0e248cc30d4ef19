import type { Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

/** The code at an address at the last block; `0x` when no contract is there. */
export async function getCode(rpc: Rpc, address: Hex): Promise<Hex> {
  const result = await rpc.request("eth_getCode", [address, "latest"]);
  return answerFields(rpc, "eth_getCode", { result }).bytes("result");
}

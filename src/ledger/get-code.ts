import type { Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { quantity } from "./quantity.ts";

/** The code at an address, at a block; `0x` when no contract is there. */
export async function getCode(rpc: Rpc, address: Hex, block: number | "latest" = "latest"): Promise<Hex> {
  const result = await rpc.request("eth_getCode", [address, block === "latest" ? block : quantity(block)]);
  return answerFields(rpc, "eth_getCode", { result }).bytes("result");
}

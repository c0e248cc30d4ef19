import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type ContractCall, revertOf } from "./call-contract.ts";

/**
 * The gas that a transaction would need on the last block (`eth_estimateGas`).
 *
 * @throws the contract's error (see `revertToError`) when it would revert.
 */
export async function estimateGas(rpc: Rpc, call: ContractCall): Promise<number> {
  try {
    const result = await rpc.request("eth_estimateGas", [call]);
    return answerFields(rpc, "eth_estimateGas", { result }).quantity("result");
  } catch (error) {
    throw revertOf(error) ?? error;
  }
}

import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { quantity } from "./quantity.ts";
import { revertToError } from "./revert-to-error.ts";

export interface ContractCall {
  readonly to: Hex;
  readonly data: Hex;
  readonly from?: Hex;
}

/**
 * What a contract answers at a block, without a transaction (`eth_call`).
 *
 * @returns ABI-encoded.
 * @throws the contract's error (see `revertToError`) when it reverts.
 */
export async function callContract(rpc: Rpc, call: ContractCall, block: number | "latest" = "latest"): Promise<Hex> {
  try {
    const result = await rpc.request("eth_call", [call, block === "latest" ? block : quantity(block)]);
    return answerFields(rpc, "eth_call", { result }).bytes("result");
  } catch (error) {
    throw revertOf(error) ?? error;
  }
}

/** The error of the contract in the error of the node, when there is one. */
export function revertOf(error: unknown): PortolanError | undefined {
  if (!PortolanError.is(error, "ChainAnsweredError")) return undefined;
  const data = error.facts["data"];
  return typeof data === "string" && /^0x([0-9a-fA-F]{2}){4,}$/.test(data)
    ? revertToError(data.toLowerCase() as Hex)
    : undefined;
}

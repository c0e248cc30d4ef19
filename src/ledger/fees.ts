import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { getBlockHeader } from "./get-block-header.ts";

/** What a transaction offers for its gas, in wei per gas: one price, or a tip and a bound of the whole (EIP-1559). */
export type Fees =
  { readonly gasPrice: bigint } | { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };

/**
 * Fees that get a transaction into the next blocks. On a chain without base fee, or one that charges nothing at all, the
 * one price that the node names; otherwise the node's tip, above twice the base fee, which lasts for six full blocks.
 */
export async function readFees(rpc: Rpc): Promise<Fees> {
  const [latest, gasPrice] = await Promise.all([getBlockHeader(rpc, "latest"), price(rpc, "eth_gasPrice")]);
  if (latest?.baseFeePerGas === undefined || gasPrice === 0n) return { gasPrice };
  const maxPriorityFeePerGas = await price(rpc, "eth_maxPriorityFeePerGas");
  return { maxFeePerGas: 2n * latest.baseFeePerGas + maxPriorityFeePerGas, maxPriorityFeePerGas };
}

/**
 * Fees at which a node replaces a transaction that waits with `fees` by another of the same nonce: an eighth more on
 * both, above the tenth that Besu and Geth ask for. Where nothing is charged, nothing can be outbid: 0 stays 0.
 */
export function bumpFees(fees: Fees): Fees {
  if ("gasPrice" in fees) return { gasPrice: bump(fees.gasPrice) };
  return { maxFeePerGas: bump(fees.maxFeePerGas), maxPriorityFeePerGas: bump(fees.maxPriorityFeePerGas) };
}

function bump(wei: bigint): bigint {
  return (wei * 9n + 7n) / 8n;
}

async function price(rpc: Rpc, method: "eth_gasPrice" | "eth_maxPriorityFeePerGas"): Promise<bigint> {
  return answerFields(rpc, method, { result: await rpc.request(method, []) }).bigQuantity("result");
}

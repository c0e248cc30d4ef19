import { RPC_CODE, RpcError } from "./rpc-error.ts";

/** Largest number of blocks of a query, as on the production chain (Besu's `--rpc-max-logs-range`). */
const MAX_BLOCKS = 5_000;

/**
 * Returns the parameters of eth_getLogs unchanged if they cover at most the largest number of blocks. A query by block
 * hash covers one block.
 *
 * @param height of the last block.
 * @throws RpcError -32005
 */
export function withBoundedRange(params: readonly unknown[], height: number): readonly unknown[] {
  const [filter] = params;
  if (typeof filter !== "object" || filter === null) return params;
  if ("blockHash" in filter && typeof filter.blockHash === "string") return params;
  const from = heightOf("fromBlock" in filter ? filter.fromBlock : undefined, height);
  const to = Math.min(heightOf("toBlock" in filter ? filter.toBlock : undefined, height), height);
  if (to - from >= MAX_BLOCKS) {
    throw new RpcError(RPC_CODE.limitExceeded, `A query may cover ${String(MAX_BLOCKS)} blocks; ask in parts.`);
  }
  return params;
}

function heightOf(block: unknown, latest: number): number {
  if (block === "earliest") return 0;
  return typeof block === "string" && block.startsWith("0x") ? Number(block) : latest;
}

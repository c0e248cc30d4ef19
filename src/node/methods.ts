import type { Filters } from "./filters.ts";
import { withBoundedRange } from "./log-range.ts";
import type { Miner } from "./miner.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import type { ConnectionSubscriptions } from "./subscriptions.ts";

/** The parts of the node that methods use. */
export interface NodeParts {
  readonly miner: Miner;
  readonly filters: Filters;
}

/** Executes one method. `subscriptions` is undefined for HTTP, which cannot push. */
export type Method = (
  params: readonly unknown[],
  subscriptions: ConnectionSubscriptions | undefined,
) => Promise<unknown>;

/** Gas limit of a call or an estimate: the limit of a transaction on the production chain (EIP-7825). */
const MAX_CALL_GAS = 16_777_216;

const MAX_PROOF_KEYS = 1_024;

/** Methods that only read; the chain answers them. */
const READING = [
  "eth_blockNumber",
  "eth_chainId",
  "eth_feeHistory",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockTransactionCountByHash",
  "eth_getBlockTransactionCountByNumber",
  "eth_getCode",
  "eth_getStorageAt",
  "eth_getTransactionByBlockHashAndIndex",
  "eth_getTransactionByBlockNumberAndIndex",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "eth_syncing",
  "net_version",
  "web3_clientVersion",
  "web3_sha3",
] as const;

const BLOB_TRANSACTION = /^0x03/i;

/**
 * The methods of the node; it refuses all others. Only signed transactions change the chain. The node has no keys, so
 * `eth_accounts` is empty and `eth_sendTransaction` is missing. As on the production chain, gas is free.
 */
export function createMethods({ miner, filters }: NodeParts): ReadonlyMap<string, Method> {
  const read = (method: string) => (params: readonly unknown[]) => miner.request(method, params);
  const executing = (method: string) => (params: readonly unknown[]) => miner.request(method, withBoundedGas(params));

  return new Map<string, Method>([
    ...READING.map((method): [string, Method] => [method, read(method)]),
    ["eth_call", executing("eth_call")],
    ["eth_estimateGas", executing("eth_estimateGas")],
    ["eth_accounts", async () => []],
    ["eth_gasPrice", async () => "0x0"],
    ["eth_maxPriorityFeePerGas", async () => "0x0"],
    ["net_listening", async () => true],
    ["net_peerCount", async () => "0x0"],
    ["eth_sendRawTransaction", async ([raw]) => miner.send(acceptableTransaction(raw))],
    ["eth_getLogs", async (params) => miner.request("eth_getLogs", withBoundedRange(params, miner.height))],
    ["eth_getProof", async (params) => miner.request("eth_getProof", withBoundedKeys(params))],
    ["eth_getBlockReceipts", async ([block]) => blockReceipts(miner, block)],
    ["eth_newFilter", async (params) => filters.create("eth_newFilter", params)],
    ["eth_newBlockFilter", async (params) => filters.create("eth_newBlockFilter", params)],
    ["eth_getFilterChanges", async ([id]) => filters.changes(id)],
    ["eth_uninstallFilter", async ([id]) => filters.remove(id)],
    ["eth_subscribe", async (params, subscriptions) => pushing(subscriptions).subscribe(params)],
    ["eth_unsubscribe", async ([id], subscriptions) => pushing(subscriptions).unsubscribe(id)],
  ]);
}

function pushing(subscriptions: ConnectionSubscriptions | undefined): ConnectionSubscriptions {
  if (subscriptions === undefined) throw new RpcError(RPC_CODE.methodNotFound, "Subscribe over WebSocket.");
  return subscriptions;
}

function acceptableTransaction(raw: unknown): string {
  if (typeof raw !== "string" || !/^0x(?:[0-9a-f]{2})+$/i.test(raw)) {
    throw new RpcError(RPC_CODE.invalidParams, "The parameter must be a signed transaction in 0x hex.");
  }
  if (BLOB_TRANSACTION.test(raw)) throw new RpcError(RPC_CODE.invalidParams, "Blob transactions are not supported.");
  return raw.toLowerCase();
}

/** Limits the gas of a call, because the chain executes nothing else during a call. */
function withBoundedGas(params: readonly unknown[]): readonly unknown[] {
  const [call, ...rest] = params;
  if (typeof call !== "object" || call === null) return params;
  const gas: unknown = "gas" in call ? call.gas : undefined;
  const bounded = typeof gas === "string" && /^0x[0-9a-f]{1,7}$/i.test(gas) && Number(gas) <= MAX_CALL_GAS;
  return bounded ? params : [{ ...call, gas: `0x${MAX_CALL_GAS.toString(16)}` }, ...rest];
}

function withBoundedKeys(params: readonly unknown[]): readonly unknown[] {
  if (Array.isArray(params[1]) && params[1].length > MAX_PROOF_KEYS) {
    throw new RpcError(RPC_CODE.limitExceeded, `A proof covers ${String(MAX_PROOF_KEYS)} keys; ask in parts.`);
  }
  return params;
}

/** eth_getBlockReceipts, which the Hardhat network lacks. */
async function blockReceipts(miner: Miner, block: unknown): Promise<unknown> {
  const byHash = typeof block === "string" && block.length === 66;
  const method = byHash ? "eth_getBlockByHash" : "eth_getBlockByNumber";
  const found = await miner.request<{ readonly transactions: readonly string[] } | null>(method, [block, false]);
  if (found === null) return null;
  const receipts: unknown[] = [];
  for (const hash of found.transactions) {
    receipts.push(await miner.request("eth_getTransactionReceipt", [hash]));
  }
  return receipts;
}

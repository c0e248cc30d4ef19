import type { Config } from "../config/config.ts";
import { JsonRpcClient } from "../rpc/json-rpc-client.ts";

/** JSON-RPC URL of the chain: RPC_URL, or the local chain. */
export function chainUrl({ rpcUrl, host, rpcPort }: Config): string {
  return rpcUrl ?? `http://${host}:${rpcPort}`;
}

export function connectToChain(config: Config): JsonRpcClient {
  return new JsonRpcClient({ peer: "Chain", url: chainUrl(config) });
}

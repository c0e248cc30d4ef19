import type { Config } from "../config/config.ts";
import { JsonRpcClient } from "../rpc/json-rpc-client.ts";

/** JSON-RPC of the chain that these settings name: the one at RPC_URL, else the local one. */
export function chainUrl({ rpcUrl, host, rpcPort }: Config): string {
  return rpcUrl ?? `http://${host}:${rpcPort}`;
}

export function connectToChain(config: Config): JsonRpcClient {
  return new JsonRpcClient({ peer: "Chain", url: chainUrl(config) });
}

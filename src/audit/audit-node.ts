import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../domain/pinned-chain.ts";
import { getBlockHeader } from "../ledger/get-block-header.ts";
import { JsonRpcClient } from "../rpc/json-rpc-client.ts";
import type { Depth } from "./replay/block-inspector.ts";
import { BlockSource } from "./replay/block-source.ts";
import { InspectorPool } from "./replay/inspector-pool.ts";

/** Ranges of blocks under way for each thread, so that none waits for the others. */
const RANGES_A_THREAD = 2;

/** A node that an audit asks. */
export interface AuditNode {
  /** Its URL without user and password, as it is called in verdicts. */
  readonly name: string;
  readonly rpc: JsonRpcClient;
  /** A source of its blocks with threads of its own. */
  source(chain: PinnedChain, depth: Depth, threads: number): BlockSource;
  /** Height of its last block. */
  height(): Promise<number>;
  close(): Promise<void>;
}

export function createAuditNode(rpcUrl: string): AuditNode {
  const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
  const pools: InspectorPool[] = [];
  return {
    name: withoutCredentials(rpcUrl),
    rpc,
    source(chain, depth, threads) {
      const pool = new InspectorPool({ rpcUrl, chain, depth }, threads);
      pools.push(pool);
      return new BlockSource(pool.inspect, RANGES_A_THREAD * threads);
    },
    async height() {
      const header = await getBlockHeader(rpc, "latest");
      if (header === undefined)
        throw new PortolanError("ChainAnsweredNonsense", {
          method: "eth_getBlockByNumber",
          problem: "it has no last block",
        });
      return header.number;
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.close()));
      await rpc.close();
    },
  };
}

function withoutCredentials(url: string): string {
  const parsed = new URL(url);
  parsed.username = "";
  parsed.password = "";
  return parsed.href;
}

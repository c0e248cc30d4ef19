import { publicUrl } from "../domain/encoding/public-url.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../domain/pinned-chain.ts";
import { getBlockHeader } from "../ledger/get-block-header.ts";
import { JsonRpcClient } from "../rpc/json-rpc-client.ts";
import { createBlockInspector, type Depth } from "./replay/block-inspector.ts";
import { BlockSource } from "./replay/block-source.ts";
import { InspectorPool } from "./replay/inspector-pool.ts";

/** Ranges in progress for each thread, so that no thread idles between two ranges. */
const RANGES_A_THREAD = 2;

/** A node of an audit. */
export interface AuditNode {
  /** URL for the verdict, as `publicUrl` shows it. */
  readonly name: string;
  readonly rpc: JsonRpcClient;
  /** Creates a source of the node's blocks, which the node's threads read. */
  source(chain: PinnedChain, depth: Depth): BlockSource;
  /** Reads the height of the node's last block. */
  height(): Promise<number>;
  close(): Promise<void>;
}

/** @param threads largest number of threads that read blocks; with 0 the calling thread reads them. */
export function createAuditNode(rpcUrl: string, threads: number): AuditNode {
  const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
  const pool = threads === 0 ? undefined : new InspectorPool(rpcUrl, threads);
  return {
    name: publicUrl(rpcUrl),
    rpc,
    source(chain, depth) {
      const inspect = pool?.begin({ chain, depth }) ?? createBlockInspector(rpc, chain, depth);
      return new BlockSource(inspect, RANGES_A_THREAD * Math.max(1, threads));
    },
    async height() {
      const header = await getBlockHeader(rpc, "latest");
      if (header === undefined)
        throw new PortolanError("ChainAnswerInvalid", {
          method: "eth_getBlockByNumber",
          problem: "it has no last block",
        });
      return header.number;
    },
    async close() {
      await pool?.close();
      await rpc.close();
    },
  };
}

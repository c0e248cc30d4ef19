import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../../src/config/config.ts";
import type { Deployment } from "../../../src/config/deployment.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { requirePinnedChain } from "../../../src/start/pinned-chain.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { openDatabase } from "../../../src/store/open-database.ts";

/** The message of a backfill to its parent process. */
export interface ColdBackfill {
  readonly entries: number;
  readonly seconds: number;
  /** MiB. */
  readonly peakMemory: number;
}

// Runs only the gateway's follower, wired as in startGateway, in its own process: from an empty database to the head.
const config = readConfig();
const db = await openDatabase({ folder: config.dataDir });
const rpc = new JsonRpcClient({ peer: "Chain", url: config.rpcUrl as string });
const { chainId, ledger, consortium } = await requirePinnedChain(rpc, config.contracts as Deployment, db);
const hashEntry = createEntryHasher({ chainId, ledger });
const directory = new Directory([]);
const onTrouble = (error: unknown) => console.error(error);
const follower = await Follower.create({ db, rpc, ledger, consortium, hashEntry, directory, onTrouble }, 0);
let entries = 0;
follower.onApplied((applied) => {
  if (applied.change === "followed") entries += applied.entries.length;
});

const began = performance.now();
follower.start();
await follower.lead();
while (follower.status.state === "starting") await sleep(5);
const seconds = (performance.now() - began) / 1000;

await follower.stop();
await rpc.close();
await db.close();
const backfill: ColdBackfill = { entries, seconds, peakMemory: process.resourceUsage().maxRSS / 1024 };
process.send?.(backfill);
process.disconnect();

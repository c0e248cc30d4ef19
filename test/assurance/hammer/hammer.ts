import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { getChainId } from "../../../src/ledger/get-chain-id.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import type { BenchNetwork } from "../../../scripts/bench/network/bench-network.ts";
import { Arena } from "./arena.ts";
import { auditAgain, auditOnce } from "./audit-again.ts";
import { measureSize, type Size } from "./growth.ts";
import { readAndCheck } from "./read-and-check.ts";
import { Tally } from "./tally.ts";
import { workInBulk } from "./work-in-bulk.ts";
import { workSingly } from "./work-singly.ts";

/** Number of parallel workers of each kind. */
export interface Crew {
  readonly bulkWriters: number;
  readonly singleWriters: number;
  readonly readers: number;
}

/** The results of a hammer run. */
export interface Outcome {
  readonly tally: Tally;
  readonly seconds: number;
  /** Entries reported as recorded, per second. */
  readonly perSecond: number;
  /** Sizes at equal intervals. */
  readonly sizes: readonly Size[];
}

/** Most seconds between two measurements of sizes; a short run measures more often. */
const MEASURED_EVERY_S = 60;
/** Least number of measurements in a run. */
const SIZES = 32;

/**
 * Runs writers, readers and an auditor in parallel against one gateway for some time. At the end, the number of entries
 * on the chain must equal the number reported as recorded.
 *
 * @param onMoment Called once a second with the work so far.
 */
export async function hammer(
  network: BenchNetwork,
  crew: Crew,
  seconds: number,
  onMoment: (tally: Tally, seconds: number) => void,
): Promise<Outcome> {
  const gateway = await network.startGateway();
  const pool = new Pool(gateway.url, { connections: 256, headersTimeout: 120_000, bodyTimeout: 120_000 });
  const rpc = new JsonRpcClient({ peer: "Chain", url: network.rpcUrl });
  try {
    const hashOf = createEntryHasher({ chainId: await getChainId(rpc), ledger: network.contracts.ledger });
    const ending = new AbortController();
    const tally = new Tally();
    const arena = new Arena(network, pool, tally, ending.signal);
    const sizes: Size[] = [];

    const began = performance.now();
    const elapsed = () => (performance.now() - began) / 1000;
    async function keepTime(): Promise<void> {
      const interval = Math.min(MEASURED_EVERY_S, seconds / SIZES);
      while (elapsed() < seconds) {
        if (elapsed() >= sizes.length * interval) sizes.push(measureSize(network, gateway, recordedBy(tally)));
        await sleep(Math.min(1000, interval * 1000));
        onMoment(tally, elapsed());
      }
      ending.abort();
    }
    const several = (count: number, work: () => Promise<void>) => Array.from({ length: count }, work);
    const writing = [
      ...several(crew.bulkWriters, () => workInBulk(arena)),
      ...several(crew.singleWriters, () => workSingly(arena)),
    ];
    const beside = [...several(crew.readers, () => readAndCheck(arena, rpc, hashOf)), auditAgain(arena)];
    const all = Promise.all([keepTime(), ...writing, ...beside]);
    // One failing worker ends the work of all; partial results are not reported.
    all.catch(() => ending.abort());
    await all;
    const took = elapsed();

    const recorded = recordedBy(tally);
    const onChain = await auditOnce(arena);
    if (onChain !== recorded) tally.fault("audit", `${recorded} entries reported as recorded, ${onChain} on the chain`);
    return { tally, seconds: took, perSecond: recorded / took, sizes };
  } finally {
    await pool.destroy();
    await rpc.close();
    await gateway.stop();
  }
}

/** Number of entries that were reported to writers as recorded. */
const recordedBy = (tally: Tally) => tally.amountOf("bulk", "single");

import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { median } from "../load/latencies.ts";
import { childResult } from "../network/child-result.ts";
import type { ColdBackfill } from "../network/run-cold-backfill.ts";
import type { FilledNetwork, Report } from "../workload/filled-network.ts";

const RUNS = 3;

/**
 * Measures how fast a gateway with an empty database follows the chain, with the parent of each block and the hash and
 * rules of each entry checked. Then measures the time from the start of a killed gateway until it is ready.
 */
export async function benchFollow({ network, entries }: FilledNetwork, report: Report): Promise<Figure[]> {
  const backfills: ColdBackfill[] = [];
  const restarts: number[] = [];
  let memory: number | undefined;
  for (let run = 1; run <= RUNS; run++) {
    const environment = network.environment(join(network.folder, `backfill-${run}`));
    const backfill = await childResult<ColdBackfill>(
      new URL("../network/run-cold-backfill.ts", import.meta.url),
      environment,
    );
    backfills.push(backfill);
    const gateway = await network.startGateway();
    await gateway.kill();
    const again = await network.startGateway();
    restarts.push(again.secondsToReady);
    memory = again.peakMemory();
    await again.stop();
    report(
      `${Math.round(backfill.entries / backfill.seconds)} entries a second; ready after ${again.secondsToReady.toFixed(2)} s`,
    );
  }
  const figure = { benchmark: "follow", entries };
  return [
    {
      ...figure,
      what: "cold backfill into an empty database",
      value: median(backfills.map((backfill) => backfill.entries / backfill.seconds)),
      unit: "entries/s",
      target: { of: "value", bound: "at least", limit: 20_000 },
    },
    {
      ...figure,
      what: "peak memory of a cold backfill",
      value: Math.max(...backfills.map(({ peakMemory }) => peakMemory)),
      unit: "MiB",
    },
    {
      ...figure,
      what: "ready after kill -9, process start included",
      value: median(restarts),
      unit: "s",
      target: { of: "value", bound: "at most", limit: 2 },
    },
    ...(memory === undefined ? [] : [{ ...figure, what: "peak memory after kill -9", value: memory, unit: "MiB" }]),
  ];
}

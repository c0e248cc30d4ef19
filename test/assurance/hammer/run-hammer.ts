import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { startBenchNetwork } from "../../../scripts/bench/network/bench-network.ts";
import { measureGrowth } from "./growth.ts";
import { hammer } from "./hammer.ts";
import { judge, type Demands } from "./judge.ts";
import { renderGrowth, renderWork } from "./render-outcome.ts";
import type { Tally } from "./tally.ts";

const RESULTS = join(import.meta.dirname, "..", "..", "..", "bench-results");

/** Numbers of parallel workers, enough to keep two cores busy all the time. */
const CREW = { bulkWriters: 4, singleWriters: 16, readers: 8 };

/** Seconds between two lines of progress when stderr is not a terminal. */
const PROGRESS_EVERY_S = 10;

/** Starts a network, hammers it and prints the results. @returns whether all demands were met. */
export async function runHammer(seconds: number, demands: Demands): Promise<boolean> {
  await mkdir(RESULTS, { recursive: true });
  console.error("Starting a chain, its contracts, a consortium and a gateway …");
  // On the disk of the project: elsewhere a durable write might cost nothing.
  const network = await startBenchNetwork(await mkdtemp(join(RESULTS, "network-")));
  try {
    console.error(`${Object.values(CREW).reduce((a, b) => a + b)} workers and an auditor run for ${seconds} s …`);
    const outcome = await hammer(network, CREW, seconds, progressLine());
    const { tally, perSecond, sizes } = outcome;
    const growth = measureGrowth(sizes);
    if (process.stderr.isTTY) process.stderr.write("\n");
    console.log(renderWork(outcome));
    console.log(renderGrowth(sizes, growth));

    const problems = judge(outcome, growth, demands);
    for (const problem of problems) console.log(problem);
    console.log(
      `${perSecond.toFixed(0)} entries/s recorded over ${outcome.seconds.toFixed(0)} s, ${tally.faultCount} faults: ` +
        (problems.length === 0 ? "it held." : "it did NOT hold."),
    );
    return problems.length === 0;
  } finally {
    await network.stop();
  }
}

/** Shows progress: one changing line on a terminal, an occasional line elsewhere. */
function progressLine(): (tally: Tally, seconds: number) => void {
  let last = { seconds: 0, entries: 0, traces: 0 };
  return (tally, at) => {
    if (!process.stderr.isTTY && at - last.seconds < PROGRESS_EVERY_S) return;
    const now = { seconds: at, entries: tally.amountOf("bulk", "single"), traces: tally.amountOf("trace") };
    const rate = (what: "entries" | "traces") => Math.round((now[what] - last[what]) / (at - last.seconds));
    const text =
      `${at.toFixed(0).padStart(5)} s  ${rate("entries")} entries/s, ${rate("traces")} traces/s checked, ` +
      `${tally.amountOf("audit")} entries audited, ${tally.faultCount} faults`;
    last = now;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  };
}

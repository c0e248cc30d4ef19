import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureGrowth } from "../test/assurance/hammer/growth.ts";
import { hammer } from "../test/assurance/hammer/hammer.ts";
import { judge } from "../test/assurance/hammer/judge.ts";
import { renderGrowth, renderWork } from "../test/assurance/hammer/render-outcome.ts";
import type { Tally } from "../test/assurance/hammer/tally.ts";
import { startBenchNetwork } from "./bench/network/bench-network.ts";

const RESULTS = join(import.meta.dirname, "..", "bench-results");

/** What works side by side: enough to keep two cores busy all the time. */
const CREW = { bulkWriters: 4, singleWriters: 16, readers: 8 };

/** Seconds between two lines where nobody watches. */
const TELL_EVERY_S = 10;

// npm run hammer [-- --seconds 60] [-- --floor ENTRIES_A_SECOND] [-- --soak HOURS]
const { seconds, floor, soaks } = readOptions();
await mkdir(RESULTS, { recursive: true });
console.error("Starting a chain, its contracts, a consortium and a gateway …");
// On the disk that the project is on: elsewhere a durable write might cost nothing.
const network = await startBenchNetwork(await mkdtemp(join(RESULTS, "network-")));
try {
  console.error(`${Object.values(CREW).reduce((a, b) => a + b)} workers and an auditor at work for ${seconds} s …`);
  const outcome = await hammer(network, CREW, seconds, watch());
  const { tally, perSecond, sizes } = outcome;
  const growth = measureGrowth(sizes);
  if (process.stderr.isTTY) process.stderr.write("\n");
  console.log(renderWork(outcome));
  console.log(renderGrowth(sizes, growth));

  const problems = judge(outcome, growth, { floor, soaks });
  for (const problem of problems) console.log(problem);
  console.log(
    `${perSecond.toFixed(0)} entries/s recorded over ${outcome.seconds.toFixed(0)} s, ${tally.faultCount} faults: ` +
      (problems.length === 0 ? "it held." : "it did NOT hold."),
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await network.stop();
}

function readOptions(): { seconds: number; floor: number; soaks: boolean } {
  const { values } = parseArgs({
    options: { seconds: { type: "string" }, floor: { type: "string" }, soak: { type: "string" } },
  });
  const number = (text: string | undefined, fallback: number) => (text === undefined ? fallback : Number(text));
  const seconds = values.soak === undefined ? number(values.seconds, 60) : number(values.soak, 0) * 3600;
  const floor = number(values.floor, 0);
  if (!(seconds >= 1) || !(floor >= 0)) {
    console.error("hammer: --seconds and --soak (in hours) take a time, --floor takes entries a second.");
    process.exit(2);
  }
  return { seconds, floor, soaks: values.soak !== undefined };
}

/** Shows what is being done: one line that changes where somebody watches, a line now and then elsewhere. */
function watch(): (tally: Tally, seconds: number) => void {
  let last = { seconds: 0, entries: 0, traces: 0 };
  return (tally, at) => {
    if (!process.stderr.isTTY && at - last.seconds < TELL_EVERY_S) return;
    const now = { seconds: at, entries: tally.amountOf("bulk", "single"), traces: tally.amountOf("trace") };
    const rate = (what: "entries" | "traces") => Math.round((now[what] - last[what]) / (at - last.seconds));
    const text =
      `${at.toFixed(0).padStart(5)} s  ${rate("entries")} entries/s, ${rate("traces")} traces/s checked, ` +
      `${tally.amountOf("audit")} entries audited, ${tally.faultCount} faults`;
    last = now;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  };
}

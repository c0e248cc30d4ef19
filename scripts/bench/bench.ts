import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAudit } from "./benchmarks/audit.ts";
import { benchConsole } from "./benchmarks/console.ts";
import { benchEpcis } from "./benchmarks/epcis.ts";
import { benchEvidence } from "./benchmarks/evidence.ts";
import { benchFollow } from "./benchmarks/follow.ts";
import { benchGas } from "./benchmarks/gas.ts";
import { benchRecorded } from "./benchmarks/recorded.ts";
import { benchSingle } from "./benchmarks/single.ts";
import { benchTrace } from "./benchmarks/trace.ts";
import { meetsTarget, ratioOf, type Figure } from "./figure.ts";
import { startBenchNetwork, type BenchNetwork } from "./network/bench-network.ts";
import { renderMarkdown, renderTable } from "./render-figures.ts";
import { fillNetwork, type Report } from "./workload/filled-network.ts";

/** Those that only read come first, so that they find the ledger as it was filled. */
const ON_LEDGER = {
  audit: benchAudit,
  follow: benchFollow,
  trace: benchTrace,
  single: benchSingle,
  recorded: benchRecorded,
  evidence: benchEvidence,
};
const NAMES = ["recorded", "single", "follow", "trace", "audit", "evidence", "epcis", "console", "gas"];

const RESULTS = join(import.meta.dirname, "..", "..", "bench-results");

// npm run bench [-- --only recorded,single,follow,trace,audit,evidence,epcis,console,gas] [--entries 10000,100000]
const { only, sizes } = readOptions();
const startedAt = new Date();
const report: Report = (text) =>
  console.error(`${((Date.now() - startedAt.getTime()) / 1000).toFixed(0).padStart(5)} s  ${text}`);

await mkdir(RESULTS, { recursive: true });
const figures: Figure[] = [];
if (only.includes("gas")) figures.push(...(await benchGas(about("gas"))));
const onLedger = Object.entries(ON_LEDGER).filter(([name]) => only.includes(name));
for (const entries of onLedger.length === 0 ? [] : sizes) {
  await onNetwork(async (network) => {
    const filled = await fillNetwork(network, entries, about(`${entries} entries`));
    for (const [name, bench] of onLedger) figures.push(...(await bench(filled, about(`${entries} entries, ${name}`))));
  });
}
for (const events of only.includes("epcis") ? sizes : []) {
  await onNetwork(async (network) => {
    figures.push(...(await benchEpcis(network, events, about(`${events} events, epcis`))));
  });
}
if (only.includes("console")) {
  await onNetwork(async (network) => {
    figures.push(...(await benchConsole(network, about("console"))));
  });
}
await writeResults();
console.log(renderTable(figures));

/** On the disk that the project is on: elsewhere a durable write might cost nothing. */
async function onNetwork(work: (network: BenchNetwork) => Promise<void>): Promise<void> {
  const network = await startBenchNetwork(await mkdtemp(join(RESULTS, "network-")));
  try {
    await work(network);
  } finally {
    await network.stop();
  }
}

function about(what: string): Report {
  report(what);
  return (text) => report(`${what}: ${text}`);
}

async function writeResults(): Promise<void> {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() };
  const judged = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: meetsTarget(figure) }));
  const results = { startedAt, seconds: (Date.now() - startedAt.getTime()) / 1000, machine, figures: judged };
  const name = join(RESULTS, startedAt.toISOString().replaceAll(":", "-").slice(0, 19));
  await writeFile(`${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(`${name}.md`, renderMarkdown(figures));
}

function readOptions(): { only: string[]; sizes: number[] } {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: NAMES.join() },
      entries: { type: "string", default: "10000,100000" },
    },
  });
  const only = values.only.split(",");
  const unknown = only.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join()}; there are ${NAMES.join()}.`);
  const sizes = values.entries.split(",").map(Number);
  if (!sizes.every((size) => size >= 1000 && size % 1000 === 0)) throw new Error("--entries takes whole thousands.");
  return { only, sizes };
}

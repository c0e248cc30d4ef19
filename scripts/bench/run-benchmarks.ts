import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { benchAudit } from "./benchmarks/audit.ts";
import { benchAuditedActs } from "./benchmarks/audited-acts.ts";
import { benchConsole } from "./benchmarks/console.ts";
import { benchCooperation } from "./benchmarks/cooperation.ts";
import { benchEpcis } from "./benchmarks/epcis.ts";
import { benchEvidence } from "./benchmarks/evidence.ts";
import { benchExchange } from "./benchmarks/exchange.ts";
import { benchFollow } from "./benchmarks/follow.ts";
import { benchGas } from "./benchmarks/gas.ts";
import { benchRecorded } from "./benchmarks/recorded.ts";
import { benchSingle } from "./benchmarks/single.ts";
import { benchTrace } from "./benchmarks/trace.ts";
import type { BenchmarkName } from "./benchmark-names.ts";
import { meetsTarget, ratioOf, type Figure } from "./figure.ts";
import { startBenchNetwork, type BenchNetwork } from "./network/bench-network.ts";
import { renderMarkdown, renderFigures } from "./render-figures.ts";
import { fillNetwork, type Report } from "./workload/filled-network.ts";

/** Read-only benchmarks come first, so that they read the ledger before others change it. */
const ON_LEDGER = [
  { name: "audit", bench: benchAudit },
  { name: "follow", bench: benchFollow },
  { name: "trace", bench: benchTrace },
  { name: "single", bench: benchSingle },
  { name: "recorded", bench: benchRecorded },
  { name: "evidence", bench: benchEvidence },
  { name: "cooperation", bench: benchAuditedActs },
] as const;
const RESULTS = join(import.meta.dirname, "..", "..", "bench-results");

/**
 * Runs benchmarks, writes their figures to a file and prints them.
 *
 * @param sizes of the ledgers that they run on, in entries or events.
 */
export async function runBenchmarks(only: readonly BenchmarkName[], sizes: readonly number[]): Promise<void> {
  const startedAt = new Date();
  const report: Report = (text) =>
    console.error(`${((Date.now() - startedAt.getTime()) / 1000).toFixed(0).padStart(5)} s  ${text}`);
  const about = (what: string): Report => {
    report(what);
    return (text) => report(`${what}: ${text}`);
  };

  await mkdir(RESULTS, { recursive: true });
  const figures: Figure[] = [];
  if (only.includes("gas")) figures.push(...(await benchGas(about("gas"))));
  if (only.includes("cooperation")) figures.push(...benchCooperation(about("cooperation")));
  const onLedger = ON_LEDGER.filter(({ name }) => only.includes(name));
  for (const entries of onLedger.length === 0 ? [] : sizes) {
    await onNetwork(async (network) => {
      const filled = await fillNetwork(network, entries, about(`${entries} entries`));
      for (const { name, bench } of onLedger)
        figures.push(...(await bench(filled, about(`${entries} entries, ${name}`))));
    });
  }
  for (const events of only.includes("epcis") ? sizes : []) {
    await onNetwork(async (network) => {
      figures.push(...(await benchEpcis(network, events, about(`${events} events, epcis`))));
    });
  }
  for (const entries of only.includes("exchange") ? sizes : []) {
    await onNetwork(async (network) => {
      figures.push(...(await benchExchange(network, entries, about(`${entries} entries, exchange`))));
    });
  }
  if (only.includes("console")) {
    await onNetwork(async (network) => {
      figures.push(...(await benchConsole(network, about("console"))));
    });
  }
  await writeResults(startedAt, figures);
  console.log(renderFigures(figures));
}

/** A folder on the project's disk. On another file system, such as one in memory, durable writes may be free. */
async function onNetwork(work: (network: BenchNetwork) => Promise<void>): Promise<void> {
  const network = await startBenchNetwork(await mkdtemp(join(RESULTS, "network-")));
  try {
    await work(network);
  } finally {
    await network.stop();
  }
}

async function writeResults(startedAt: Date, figures: readonly Figure[]): Promise<void> {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version, load: loadavg() };
  const judged = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: meetsTarget(figure) }));
  const results = { startedAt, seconds: (Date.now() - startedAt.getTime()) / 1000, machine, figures: judged };
  const name = join(RESULTS, startedAt.toISOString().replaceAll(":", "-").slice(0, 19));
  await writeFile(`${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(`${name}.md`, renderMarkdown(figures));
}

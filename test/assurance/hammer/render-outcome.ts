import { renderTable } from "../../../src/cli/output/table.ts";
import { processTerminal } from "../../../src/cli/terminal.ts";
import { GROWTH_LIMIT, type Growth, type Size } from "./growth.ts";
import type { Outcome } from "./hammer.ts";
import type { WorkKind } from "./tally.ts";

const TITLES = ["work", "requests", "of", "a second", "p50 ms", "p95 ms", "p99 ms", "asked to wait", "faults"];

const AMOUNTS: Readonly<Record<WorkKind, string>> = {
  bulk: "entries",
  single: "entries",
  repeated: "new entries",
  trace: "traces, each checked against the chain",
  audit: "entries judged",
};

/** Renders the work of each kind of worker as a table. */
export function renderWork({ tally, seconds }: Outcome): string {
  const rows = tally.works().map(({ kind, done, amount, postponed, faults, p50, p95, p99 }) => {
    const of = `${amount.toLocaleString("en")} ${AMOUNTS[kind]}`;
    const rate = (amount / seconds).toFixed(amount / seconds < 10 ? 1 : 0);
    const times = [p50, p95, p99].map((ms) => (Number.isNaN(ms) ? "" : ms.toFixed(ms < 10 ? 1 : 0)));
    return [kind, done.toLocaleString("en"), of, rate, ...times, String(postponed), String(faults)];
  });
  const columns = TITLES.map((title) => ({ title, flexible: title === "of" }));
  return renderTable(columns, rows, processTerminal(false));
}

const BARS = "▁▂▃▄▅▆▇█";

/** Renders the growth of memory and files, one line each. */
export function renderGrowth(sizes: readonly Size[], { memory, files }: Growth): string {
  const lines = [
    line(
      "memory of the gateway",
      sizes.map((size) => size.memory ?? NaN),
      memory,
      GROWTH_LIMIT.memory,
    ),
    // Before the first entry the files have their initial size.
    line("files for each entry", filesPerEntry(sizes.slice(1)), files, GROWTH_LIMIT.files),
  ];
  return lines.join("\n");
}

function line(what: string, values: readonly number[], growth: number | undefined, limit: number): string {
  const told = growth === undefined ? "not reported here" : `× ${growth.toFixed(2)} (at most × ${limit})`;
  return `${what.padEnd(22)} ${picture(values)}  ${told}`;
}

function filesPerEntry(sizes: readonly Size[]): number[] {
  return sizes.slice(1).map((size, index) => {
    const before = sizes[index] as Size;
    return (size.files - before.files) / Math.max(1, size.entries - before.entries);
  });
}

function picture(values: readonly number[]): string {
  const most = Math.max(...values);
  const bar = (value: number) => BARS[Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))] ?? " ";
  return values.map(bar).join("");
}

import Table from "cli-table3";
import type { Result } from "./run-checks.ts";

/** The results as a table, with the counts of each area below. */
export function renderResults(results: readonly Result[]): string {
  const table = new Table({
    head: ["section", "the server", "outcome", "why"],
    colWidths: [10, 70, 15, 50],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { section, name, outcome, reason } of results) table.push([section, name, outcome, reason.slice(0, 300)]);
  const areas = Map.groupBy(results, ({ area }) => area);
  const counts = [...areas].map(([area, of]) => `${area}: ${countsOf(of)}`);
  return `${table.toString()}\n${[...counts, `all: ${countsOf(results)}`].join("\n")}`;
}

function countsOf(results: readonly Result[]): string {
  const count = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  return `${count("pass")} pass, ${count("fail")} fail, ${count("not supported")} not supported`;
}

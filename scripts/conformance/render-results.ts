import { renderTable } from "../../src/cli/output/table.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import type { Result } from "./run-checks.ts";

const COLUMNS = [
  { title: "Section" },
  { title: "Behaviour", flexible: true },
  { title: "Outcome" },
  { title: "Reason", flexible: true },
];

/** Renders the results as a table, followed by the counts of each area. */
export function renderResults(results: readonly Result[]): string {
  const rows = results.map(({ section, name, outcome, reason }) => [section, name, outcome, reason.slice(0, 300)]);
  const areas = Map.groupBy(results, ({ area }) => area);
  const counts = [...areas].map(([area, of]) => `${area}: ${countsOf(of)}`);
  return `${renderTable(COLUMNS, rows, processTerminal(false))}\n${[...counts, `all: ${countsOf(results)}`].join("\n")}`;
}

function countsOf(results: readonly Result[]): string {
  const count = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  return `${count("pass")} pass, ${count("fail")} fail, ${count("not supported")} not supported`;
}

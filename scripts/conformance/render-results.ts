import { renderTable } from "../../src/cli/output/table.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import type { Result, Run } from "./run-checks.ts";

const COLUMNS = [
  { title: "Section" },
  { title: "Behaviour", flexible: true },
  { title: "Outcome" },
  { title: "Reason", flexible: true },
];

/** Renders the results as a table, followed by the counts of each area and what the run leaves on the server. */
export function renderResults({ results, left }: Run): string {
  const rows = results.map(({ section, name, outcome, reason }) => [section, name, outcome, reason.slice(0, 300)]);
  const areas = Map.groupBy(results, ({ area }) => area);
  const counts = [...areas].map(([area, of]) => `${area}: ${countsOf(of)}`);
  return [
    renderTable(COLUMNS, rows, processTerminal(false)),
    ...counts,
    `all: ${countsOf(results)}`,
    "may: the server lacks a behaviour that the standard leaves open.",
    ...left,
  ].join("\n");
}

function countsOf(results: readonly Result[]): string {
  const count = (outcome: Result["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  return `${count("pass")} passed, ${count("fail")} failed, ${count("may")} may`;
}

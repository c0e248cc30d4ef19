import { renderTable } from "../../src/cli/output/table.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import type { Finding } from "./part.ts";

const TITLES = ["part", "trials", "count", "held", ""];

/** A finding with the name of its part. */
export interface Row extends Finding {
  readonly part: string;
}

/** Renders findings as a table for a terminal. */
export function renderFindings(rows: readonly Row[]): string {
  const columns = TITLES.map((title) => ({ title, flexible: title === "count" || title === "" }));
  return renderTable(columns, rows.map(cells), processTerminal(false));
}

/** Renders findings as a table in Markdown. */
export function renderMarkdown(rows: readonly Row[]): string {
  const lines = [TITLES, TITLES.map(() => "---"), ...rows.map(cells)];
  return lines.map((line) => `| ${line.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`).join("");
}

const cells = ({ part, what, count, held, note }: Row): string[] => [
  part,
  what,
  count.toLocaleString("en"),
  held === count ? "all" : `${held.toLocaleString("en")} NOT ALL`,
  note ?? "",
];

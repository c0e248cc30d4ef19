import Table from "cli-table3";
import type { Finding } from "./part.ts";

const TITLES = ["part", "what was tried", "times", "held", ""];

/** Findings with the name of their part, as they stand in the tables. */
export interface Row extends Finding {
  readonly part: string;
}

/** The findings as a table for a terminal. */
export function renderTable(rows: readonly Row[]): string {
  const table = new Table({ head: TITLES, style: { head: [], border: [] } });
  table.push(...rows.map(cells));
  return table.toString();
}

/** The findings as a table in Markdown. */
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

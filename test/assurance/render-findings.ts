import Table from "cli-table3";
import type { Finding } from "./part.ts";

const TITLES = ["part", "trials", "count", "held", ""];

/** A finding with the name of its part. */
export interface Row extends Finding {
  readonly part: string;
}

/** Renders findings as a table for a terminal. */
export function renderTable(rows: readonly Row[]): string {
  const table = new Table({ head: TITLES, style: { head: [], border: [] } });
  table.push(...rows.map(cells));
  return table.toString();
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

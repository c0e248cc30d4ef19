import { renderTable } from "../../src/cli/output/table.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import { meetsTarget, ratioOf, type Figure } from "./figure.ts";

const TITLES = ["benchmark", "entries", "what", "Portolan", "rival", "ratio", "target", "met"];

/** Renders the figures as a table for a terminal. */
export function renderFigures(figures: readonly Figure[]): string {
  const columns = TITLES.map((title) => ({ title, flexible: title === "what" }));
  return renderTable(columns, figures.map(cells), processTerminal(false));
}

/** Renders the figures as a table in Markdown. */
export function renderMarkdown(figures: readonly Figure[]): string {
  const rows = [TITLES, TITLES.map(() => "---"), ...figures.map(cells)];
  return rows.map((row) => `| ${row.join(" | ")} |\n`).join("");
}

function cells(figure: Figure): string[] {
  const { benchmark, entries, what, value, unit, rival, target } = figure;
  const ratio = ratioOf(figure);
  const met = meetsTarget(figure);
  return [
    benchmark,
    entries.toLocaleString("en"),
    what,
    `${amount(value)} ${unit}`,
    rival ? `${amount(rival.value)} ${unit} (${rival.name})` : "",
    ratio === undefined ? "" : amount(ratio),
    target ? `${target.of} ${target.bound} ${target.limit.toLocaleString("en")}` : "",
    met === undefined ? "" : met ? "yes" : "NO",
  ];
}

/** Formats a number with three significant digits, and as a whole number from 100. */
function amount(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}

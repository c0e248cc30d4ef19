import Table from "cli-table3";
import pc from "picocolors";
import type { Terminal } from "../terminal.ts";

/** Smallest width of a flexible column. */
const NARROWEST = 12;
/** Spaces between columns. */
const GAP = 2;

/** A column. In a narrow terminal the widest flexible column shrinks first. */
export interface Column {
  readonly title: string;
  /** Whether its text may be wrapped. */
  readonly flexible?: boolean;
}

const BORDERLESS = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((name) => [name, ""]),
);

/** Renders a table without borders, wrapped to the width of the terminal; unwrapped if the output is not a terminal. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  const { bold } = pc.createColors(terminal.colour);
  const widths = fit(columns, rows, terminal.width);
  const table = new Table({
    chars: { ...BORDERLESS, middle: " ".repeat(GAP) },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colWidths: widths,
    wordWrap: terminal.width !== undefined,
  });
  table.push(
    columns.map(({ title }) => bold(title.toUpperCase())),
    ...rows.map((row) => row.map(printable)),
  );
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Removes control characters, which could move the cursor or repaint the screen, from untrusted text. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ");
}

function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number | undefined): number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  if (width === undefined) return widths;
  let excess = widths.reduce((sum, each) => sum + each, GAP * (columns.length - 1)) - width;
  while (excess > 0) {
    const widest = columns
      .map(({ flexible }, index) => ({ flexible, index, width: widths[index] ?? 0 }))
      .filter((column) => column.flexible && column.width > NARROWEST)
      .sort((a, b) => b.width - a.width)[0];
    if (widest === undefined) break;
    widths[widest.index] = widest.width - 1;
    excess -= 1;
  }
  return widths;
}

import pc from "picocolors";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import type { Terminal } from "../terminal.ts";

/** Smallest width of a flexible column. */
const NARROWEST = 12;
/** Spaces between columns. */
const GAP = 2;

/** A column of a table. In a narrow terminal the widest flexible column shrinks first. */
export interface Column {
  readonly title: string;
  /** Whether its text may be wrapped. */
  readonly flexible?: boolean;
}

/**
 * Renders a table without borders. Wraps it to the width of the terminal, if the output is a terminal. Cuts no text: a
 * word longer than its column continues on the next line.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  terminal: Pick<Terminal, "width" | "colour">,
): string {
  const { bold } = pc.createColors(terminal.colour);
  const head = columns.map(({ title }) => bold(title.toUpperCase()));
  const cells = [head, ...rows.map((row) => row.map(printable))];
  const widths = fit(columns, cells, terminal.width);
  return cells.flatMap((row) => renderRow(row, widths)).join("\n");
}

/** Replaces control characters in untrusted text, because they could move the cursor or repaint the screen. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ");
}

/** The lines of a row: as many as its highest cell has. */
function renderRow(row: readonly string[], widths: readonly number[]): string[] {
  const cells = widths.map((width, index) => {
    const lines = wrap(row[index] ?? "", width);
    return { width, lines };
  });
  const height = Math.max(...cells.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map(({ lines, width }) => padEnd(lines[line] ?? "", width))
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

function wrap(text: string, width: number): string[] {
  return stringWidth(text) <= width ? [text] : wrapAnsi(text, width, { hard: true }).split("\n");
}

/** As `String.padEnd`, by columns of the terminal: a wide character takes two, a combining mark none. */
function padEnd(text: string, width: number): string {
  return text + " ".repeat(width - stringWidth(text));
}

function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number | undefined): number[] {
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => stringWidth(row[index] ?? ""))));
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

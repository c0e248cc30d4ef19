import pc from "picocolors";
import type { Terminal } from "../terminal.ts";
import { printable } from "./table.ts";

/** Renders fields as lines of name and value. Omits fields without a value. */
export function renderFields(
  fields: Readonly<Record<string, string | number | null | undefined>>,
  terminal: Terminal,
): string {
  const { bold } = pc.createColors(terminal.colour);
  const shown = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${bold(name.padEnd(width))}  ${printable(String(value))}`).join("\n");
}

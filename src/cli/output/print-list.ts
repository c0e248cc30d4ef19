import { Option, type Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { renderCsv, type CsvColumn } from "./csv.ts";
import { print } from "./print.ts";

/** The formats of a list: a table unless an option chooses another. */
export interface ListFormat {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Adds the option `--csv` to a command that lists. */
export function withCsv(command: Command): Command {
  return command.addOption(
    new Option("--csv", "print CSV for spreadsheets, with all columns in full").helpGroup("Output:").conflicts("json"),
  );
}

/** Writes a list to stdout as a table, one JSON document or CSV. */
export function printList<Item>(
  terminal: Terminal,
  { json = false, csv = false }: ListFormat,
  items: readonly Item[],
  columns: readonly CsvColumn<Item>[],
  table: () => string,
): void {
  if (csv) terminal.stdout.write(`${renderCsv(columns, items)}\r\n`);
  else print(terminal, json, items, table);
}

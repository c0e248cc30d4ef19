import { renderTable } from "../../cli/output/table.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { type Compared, type HomeComparison, isExact } from "./compare-holdings.ts";

const COLUMNS = [
  "Gateway",
  "Entries followed",
  "Whole payloads",
  "Parts of payloads",
  "Identifiers",
  "Denied texts found",
  "Result",
].map((title) => ({ title }));

/** Renders what each gateway holds beside what its members are entitled to, and what differs. */
export function renderComparison(comparisons: readonly HomeComparison[], terminal: Terminal): string {
  const rows = comparisons.map((comparison) => {
    const { title, entries, whole, partial, identities, denied } = comparison;
    return [
      title,
      ...[entries, whole, partial, identities].map(of),
      `${denied.found} of ${denied.searched}`,
      isExact(comparison) ? "exact" : "differs",
    ];
  });
  const differences = comparisons.flatMap(({ title, differences: told }) => told.map((words) => `${title}: ${words}.`));
  return [renderTable(COLUMNS, rows, terminal), ...differences].join("\n");
}

const of = ({ found, expected }: Compared): string => `${found} of ${expected}`;

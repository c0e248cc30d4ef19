import type { Trace } from "../../gateway/trace/trace.ts";
import { FINDINGS } from "../../gateway/trace/finding.ts";
import { printable } from "./table.ts";

/** What is missing or does not agree in a trace, one line each, with the entries that show it. */
export function renderFindings({ missing, entries, limits }: Trace): string {
  const sequenceOf = new Map(entries.filter(({ level }) => level === 0).map(({ hash, sequence }) => [hash, sequence]));
  const lines = missing.map(({ code, facts, entries: shown }) => {
    const where = shown.map((hash) => `#${sequenceOf.get(hash) ?? hash.slice(0, 10)}`).join(", ");
    const details = Object.entries(facts)
      .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(", ") : String(value)}`)
      .join("; ");
    return `- ${FINDINGS[code]}${where === "" ? "" : ` (${where})`}${details === "" ? "" : ` [${details}]`}`;
  });
  if (lines.length === 0) lines.push("Nothing is missing.");
  if (limits.reached.length > 0)
    lines.push(`The answer is not whole: the limit of ${limits.reached.join(" and ")} was reached.`);
  return lines.map(printable).join("\n");
}

import type { Fact } from "../../domain/errors/portolan-error.ts";
import { FINDINGS, type Finding } from "../../gateway/trace/finding.ts";
import type { Trace } from "../../gateway/trace/trace.ts";
import { namesIn } from "./describe-entry.ts";
import { formatDuration } from "./format-duration.ts";
import { printable } from "./table.ts";
import { formatTime } from "./time.ts";

/** What is missing or does not agree in a trace, one line each, with the entries that show it. */
export function renderFindings(trace: Trace): string {
  const names = namesIn(trace);
  const lines = trace.missing.map((finding) => renderFinding(finding, names));
  if (lines.length === 0) lines.push("Nothing is missing.");
  const { reached } = trace.limits;
  if (reached.length > 0) lines.push(`The answer is not whole: the limit of ${reached.join(" and ")} was reached.`);
  return lines.map(printable).join("\n");
}

function renderFinding({ code, facts, entries }: Finding, names: ReadonlyMap<string, string>): string {
  const shown = entries.map((hash) => names.get(hash) ?? `${hash.slice(0, 10)}…`).join(", ");
  const details = Object.entries(facts).map(([name, value]) => `${name} ${renderFact(name, value)}`);
  return [`- ${FINDINGS[code]}`, shown === "" ? "" : `(${shown})`, details.join(", ")]
    .filter((part) => part !== "")
    .join(" ");
}

/** The facts that are times and spans, by their names (finding.ts); any other as it is. */
const TIMES = new Set(["from", "until", "since", "openedAt", "offeredAt", "occurredAt", "earlier"]);
const SPANS = new Set(["seconds", "limit"]);

function renderFact(name: string, value: Fact): string {
  if (typeof value === "number" && TIMES.has(name)) return formatTime(value);
  if (typeof value === "number" && SPANS.has(name)) return formatDuration(value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

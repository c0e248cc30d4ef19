import { FINDINGS, participantsIn, sayFinding } from "../../api/finding-sentences.ts";
import type { Trace } from "../../api/trace.ts";
import { namesIn } from "./describe-entry.ts";
import { formatDuration } from "./format-duration.ts";
import { nameOf } from "./names.ts";
import { printable } from "./table.ts";
import { formatTime } from "./time.ts";

/** Renders the findings of a trace, one sentence on each line. */
export function renderFindings(trace: Trace): string {
  const names = namesIn(trace);
  const participants = participantsIn(trace);
  const format = {
    time: formatTime,
    span: formatDuration,
    participant: (id: number) => nameOf(participants.get(id) ?? null) || `participant ${id}`,
    word: (word: string) => word,
    entry: (hash: string) => names.get(hash) ?? `${hash.slice(0, 10)}…`,
  };
  const lines = trace.missing.map((finding) => `- ${sayFinding(FINDINGS[finding.code], finding, format).join("")}`);
  if (lines.length === 0) lines.push("No findings.");
  const { reached } = trace.limits;
  if (reached.length > 0) lines.push(`The trace is incomplete: it reached the limit of ${reached.join(" and ")}.`);
  return lines.map(printable).join("\n");
}

import type { Finding } from "../../api/finding.ts";
import type { TraceEntry } from "../../api/trace.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { CLOCK_DRIFT } from "../../domain/rules/clock-drift.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Step } from "./step.ts";
import type { TraceInput } from "./trace-input.ts";

/** Finds notices whose times contradict each other, their hold or the time of their recording. */
export function noticeTimes({ own }: TraceInput): Finding[] {
  const holds = new Map(own.filter(({ kind }) => kind === KINDS.Hold).map(({ entry }) => [entry.hash, entry]));
  return own
    .filter(({ kind }) => kind === KINDS.Notice)
    .flatMap((notice) => findingsOf(notice, holds.get(notice.entry.refersTo ?? notice.entry.hash)));
}

function findingsOf({ entry, said }: Step, hold: TraceEntry | undefined): Finding[] {
  const servedAt = parseInstant(said?.servedAt);
  const respondBy = parseInstant(said?.respondBy);
  const { hash, recordedAt } = entry;
  const findings: Finding[] = [];
  if (servedAt !== undefined && hold !== undefined && servedAt < hold.occurredAt) {
    const facts = { servedAt, heldAt: hold.occurredAt };
    findings.push({ code: "served-before-hold", facts, entries: [hold.hash, hash] });
  }
  if (servedAt !== undefined && servedAt > recordedAt + CLOCK_DRIFT) {
    findings.push({ code: "served-in-future", facts: { servedAt, recordedAt }, entries: [hash] });
  }
  if (servedAt !== undefined && respondBy !== undefined && respondBy < servedAt) {
    findings.push({ code: "term-before-service", facts: { servedAt, respondBy }, entries: [hash] });
  } else if (respondBy !== undefined && respondBy < recordedAt) {
    findings.push({ code: "term-over", facts: { respondBy, recordedAt }, entries: [hash] });
  }
  return findings;
}

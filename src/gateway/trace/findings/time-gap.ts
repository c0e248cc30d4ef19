import type { Finding } from "../../../api/finding.ts";
import type { Traced } from "../traced.ts";

/**
 * Spans in which nothing occurred, neither to the shipment nor to a unit around it, that are longer than stated: between
 * two entries, and from the last one to now unless the shipment's life has ended.
 */
export function timeGap({ phase, steps, limits, now }: Traced): Finding[] {
  const findings: Finding[] = [];
  const entries = steps.map(({ entry }) => entry).sort((a, b) => a.occurredAt - b.occurredAt);
  const isOver = phase === "Closed" || phase === "Forfeited";
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1];
    const until = next?.occurredAt ?? (isOver ? entry.occurredAt : now);
    if (until - entry.occurredAt <= limits.gapAfter) continue;
    findings.push({
      code: "time-gap",
      facts: { from: entry.occurredAt, until, seconds: until - entry.occurredAt, limit: limits.gapAfter },
      entries: next === undefined ? [entry.hash] : [entry.hash, next.hash],
    });
  }
  return findings;
}

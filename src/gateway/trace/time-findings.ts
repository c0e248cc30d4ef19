import type { Finding } from "../../api/finding.ts";
import type { TraceEntry } from "../../api/trace.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { TraceInput } from "./trace-input.ts";

/**
 * Finds intervals longer than `limits.gapAfter` without an entry of the shipment or of a unit around it: between two
 * entries, and from the last entry to now unless the shipment is closed or forfeited.
 */
export function timeGap({ phase, steps, limits, now }: TraceInput): Finding[] {
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

/** Finds entries that are dated before an earlier entry of the ledger. */
export function timesOutOfOrder({ own }: TraceInput): Finding[] {
  const findings: Finding[] = [];
  let latest: TraceEntry | undefined;
  for (const { entry, kind } of own) {
    if (kind === KINDS.Correct) continue;
    if (latest === undefined || entry.occurredAt >= latest.occurredAt) {
      latest = entry;
      continue;
    }
    findings.push({
      code: "times-out-of-order",
      facts: { occurredAt: entry.occurredAt, earlier: latest.occurredAt },
      entries: [latest.hash, entry.hash],
    });
  }
  return findings;
}

/** Finds entries whose payload is an event of another time, without those whose capture limited the time. */
export function eventTimeDiffers({ own, discrepancies }: TraceInput): Finding[] {
  const limited = new Set(
    discrepancies
      .filter(({ failure }) => failure.code === "ShipmentLedgerOccurredInFuture")
      .map(({ position }) => position),
  );
  return own.flatMap(({ entry, position, said }): Finding[] => {
    const eventTime = parseInstant(said?.eventTime);
    if (eventTime === undefined || eventTime === entry.occurredAt || limited.has(position)) return [];
    return [{ code: "event-time-differs", facts: { occurredAt: entry.occurredAt, eventTime }, entries: [entry.hash] }];
  });
}

import { KINDS } from "../../../domain/rules/kind.ts";
import type { Finding } from "../../../api/finding.ts";
import type { TraceEntry } from "../../../api/trace.ts";
import type { Traced } from "../traced.ts";

/** Entries that claim to have occurred before one that the ledger has before them. */
export function timesOutOfOrder({ own }: Traced): Finding[] {
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

import type { Kind } from "../../../domain/rules/kind.ts";
import type { TraceCase, TraceEntry } from "../../../api/trace.ts";

const ENDS: readonly Kind[] = ["Release", "Annul", "Forfeit"];

export type CaseTimes = Pick<TraceCase, "openedAt" | "notifiedAt" | "closedAt">;

/**
 * The times at which the steps of a case occurred, as the rest of the page shows them. Without the entry of a step, the
 * time of its recording stands in.
 */
export function caseTimes(
  entries: readonly Pick<TraceEntry, "hash" | "kind" | "occurredAt">[],
  of: CaseTimes & Pick<TraceCase, "entries">,
): CaseTimes {
  const steps = entries.filter(({ hash }) => of.entries.includes(hash));
  const occurredAt = (...kinds: readonly Kind[]) => steps.find(({ kind }) => kinds.includes(kind))?.occurredAt;
  return {
    openedAt: occurredAt("Hold") ?? of.openedAt,
    notifiedAt: of.notifiedAt === null ? null : (occurredAt("Notice") ?? of.notifiedAt),
    closedAt: of.closedAt === null ? null : (occurredAt(...ENDS) ?? of.closedAt),
  };
}

import type { ShipmentId } from "../../domain/entry.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { readEntriesAround, readIdentifier } from "../../store/chain/trace-rows.ts";
import type { ReadContext } from "../read/read-context.ts";
import { makeSteps, type Step } from "./step.ts";
import { TRACE_LIMITS, type ContainerInterval, type TraceLimit } from "../../api/trace.ts";

/** The units around a shipment: the intervals inside them, and their entries during these intervals. */
export interface Containers {
  readonly intervals: readonly ContainerInterval[];
  /** Entries of the units in no order, only while they contained the shipment. */
  readonly steps: readonly Step[];
}

/**
 * Follows a shipment upwards through the units that contained it, up to {@link TRACE_LIMITS.depth} levels.
 *
 * @param end position that limits the reads: only earlier entries count.
 * @param reached receives the limits that cut the answer.
 */
export async function readContainers(
  reading: ReadContext,
  visibility: Visibility,
  { shipment, own }: { readonly shipment: ShipmentId; readonly own: readonly Step[] },
  end: number,
  reached: Set<TraceLimit>,
): Promise<Containers> {
  const intervals: ContainerInterval[] = [];
  const steps: Step[] = [];

  const climb = async (inside: readonly Step[], level: number, until: number): Promise<void> => {
    for (const [index, load] of inside.entries()) {
      if (load.kind !== KINDS.Load || load.entry.refersTo === null) continue;
      if (level > TRACE_LIMITS.depth || intervals.length === TRACE_LIMITS.intervals) {
        reached.add(level > TRACE_LIMITS.depth ? "depth" : "intervals");
        return;
      }
      const unit = load.entry.refersTo;
      const unload = inside.slice(index).find((step) => step.kind === KINDS.Unload);
      const before = unload?.position ?? until;
      intervals.push({
        unit,
        identifier: load.view !== "facts" ? await readIdentifier(reading.db, unit) : null,
        level,
        from: load.entry.occurredAt,
        until: unload?.entry.occurredAt ?? null,
        loadedBy: load.entry.hash,
        unloadedBy: unload?.entry.hash ?? null,
      });
      const room = TRACE_LIMITS.entries - steps.length;
      const stay = { content: shipment, unit, after: load.position, before };
      const rows = await readEntriesAround(reading.db, visibility, stay, room + 1);
      if (rows.length > room) reached.add("entries");
      const around = makeSteps(reading, { shipment: unit, level }, rows.slice(0, room));
      steps.push(...around);
      await climb(around, level + 1, before);
    }
  };

  await climb(own, 1, end);
  return { intervals, steps };
}

import type { ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { readNestings, type NestingRow } from "../../store/chain/trace-rows.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import type { ReadContext } from "../read/read-context.ts";
import { TRACE_LIMITS, type ContentInterval, type TraceLimit } from "../../api/trace.ts";

/** A stay of a shipment in a unit, between two positions. */
interface Stay {
  readonly shipment: ShipmentId;
  readonly load: NestingRow;
  readonly unload: NestingRow | undefined;
  readonly from: number;
  readonly until: number;
}

/** The part of a stay in which the shipment was inside the root, between two positions. */
type StayWindow = Pick<Stay, "shipment" | "from" | "until">;

/**
 * Follows a shipment downwards through its contents, up to {@link TRACE_LIMITS.depth} levels. Contents of contents
 * count only while these were inside the shipment. Omits shipments that the caller may not read.
 *
 * @param end position that limits the reads: only earlier entries count.
 * @param reached receives the limits that cut the answer.
 */
export async function readContents(
  { db }: ReadContext,
  visibility: Visibility,
  root: ShipmentId,
  end: number,
  reached: Set<TraceLimit>,
): Promise<ContentInterval[]> {
  const intervals: ContentInterval[] = [];
  let around: readonly StayWindow[] = [{ shipment: root, from: 0, until: end }];
  for (let level = 1; around.length > 0; level++) {
    const units = [...new Set(around.map(({ shipment }) => shipment))];
    const isTooDeep = level > TRACE_LIMITS.depth;
    // Each stay has at most two rows. One additional row shows that more exist.
    const rows = await readNestings(db, visibility, units, end, isTooDeep ? 1 : 2 * TRACE_LIMITS.intervals + 1);
    if (isTooDeep) {
      if (rows.length > 0) reached.add("depth");
      break;
    }
    if (rows.length > 2 * TRACE_LIMITS.intervals) reached.add("intervals");
    const windows = Map.groupBy(around, ({ shipment }) => shipment);
    const found = pairStays(rows, end)
      .map((stay) => ({ stay, within: (windows.get(stay.load.unit) ?? []).flatMap((window) => during(stay, window)) }))
      .filter(({ within }) => within.length > 0);
    const room = TRACE_LIMITS.intervals - intervals.length;
    if (found.length > room) reached.add("intervals");
    const followed = found.slice(0, room);
    around = followed.flatMap(({ within }) => within);
    intervals.push(...followed.map(({ stay }) => toInterval(stay, level)));
  }
  return intervals;
}

function during({ shipment, ...stay }: Stay, window: StayWindow): StayWindow[] {
  const from = Math.max(stay.from, window.from);
  const until = Math.min(stay.until, window.until);
  return from < until ? [{ shipment, from, until }] : [];
}

/** Pairs each Load with the Unload that ended the stay. */
function pairStays(rows: readonly NestingRow[], end: number): Stay[] {
  const stays: Stay[] = [];
  for (const steps of Map.groupBy(rows, (row) => `${row.shipment}${row.unit}`).values()) {
    for (const [index, load] of steps.entries()) {
      if (load.kind !== KINDS.Load) continue;
      const unload = steps[index + 1];
      stays.push({ shipment: load.shipment, load, unload, from: load.position, until: unload?.position ?? end });
    }
  }
  return stays.sort((a, b) => a.from - b.from);
}

function toInterval({ shipment, load, unload }: Stay, level: number): ContentInterval {
  return {
    shipment,
    unit: load.unit,
    identifier: load.identified === 1 ? load.identifier : null,
    level,
    from: load.occurredAt,
    until: unload?.occurredAt ?? null,
    loadedBy: load.hash,
    unloadedBy: unload?.hash ?? null,
  };
}

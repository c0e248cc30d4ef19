import { KINDS } from "../../domain/rules/kind.ts";
import type { CustodyInterval } from "../../api/trace.ts";
import type { Step } from "./step.ts";

/** Kinds that give custody to their author. */
const TAKING: ReadonlySet<number> = new Set([KINDS.Consign, KINDS.Accept, KINDS.Seize, KINDS.Unload]);

/**
 * Lists the custodians of a shipment with their intervals. Inside units, custody follows the outermost unit, so that
 * the entries of units count as well.
 *
 * @param steps steps of the shipment and of the units around it, in the order of the chain.
 */
export function custodyIntervals(steps: readonly Step[]): CustodyInterval[] {
  const intervals: CustodyInterval[] = [];
  let custodian = 0;
  for (const { entry, kind, author } of steps) {
    const taken = TAKING.has(kind) && author !== custodian;
    if (!taken && !(kind === KINDS.Close && entry.level === 0)) continue;
    const last = intervals.at(-1);
    if (last !== undefined) intervals[intervals.length - 1] = { ...last, until: entry.occurredAt, endedBy: entry.hash };
    if (!taken) continue;
    custodian = author;
    intervals.push({
      custodian: entry.author,
      from: entry.occurredAt,
      until: null,
      by: entry.hash,
      endedBy: null,
      place: entry.place,
      within: entry.level === 0 ? null : entry.shipment,
    });
  }
  return intervals;
}

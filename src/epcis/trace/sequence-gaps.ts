import type { Containment, TracedEvent, TraceGraph, TraceLink } from "./epc-trace.ts";
import type { EpcFinding } from "../../api/epcis/trace.ts";

/** Finds inputs of transformations without an event that shows their origin. */
export function inputsNeverReceived({ objects, links }: TraceGraph): EpcFinding[] {
  const used = Map.groupBy(
    links.filter(({ as }) => as === "input"),
    ({ to }) => to,
  );
  return objects.flatMap(({ id, events }): EpcFinding[] => {
    const uses = used.get(id);
    if (uses === undefined || events.some((event) => !event.inputs.includes(id))) return [];
    return [
      {
        code: "input-never-received",
        objects: [id],
        events: [...new Set(uses.map(({ event }) => event.eventID))],
        detail: "A transformation used it, but no event shows its origin.",
      },
    ];
  });
}

/** Business steps after which a unit cannot contain anything. */
const ENDS: ReadonlySet<string | null> = new Set(["decommissioning", "destroying", "disposing"]);

/**
 * Finds children that no event removed from their unit, although other children were removed later, the unit's life
 * ended, or the child was packed into another unit. A child that is still inside is not a gap.
 */
export function childrenNeverUnpacked({ objects, links }: TraceGraph): EpcFinding[] {
  const eventsOf = new Map(objects.map(({ id, events }) => [id, events]));
  return openContainments(links).flatMap(({ child, unit, start }): EpcFinding[] => {
    const later = (eventsOf.get(unit) ?? []).filter(({ eventTime }) => eventTime > start.eventTime);
    const laterOfChild = (eventsOf.get(child) ?? []).filter(({ eventTime }) => eventTime > start.eventTime);
    const isMissing =
      later.some((event) => event.parent === unit && event.action === "DELETE" && event.type === start.type) ||
      later.some((event) => event.epcs.includes(unit) && ENDS.has(event.bizStep)) ||
      laterOfChild.some((event) => isPackedElsewhere(event, child, unit));
    if (!isMissing) return [];
    return [
      {
        code: "child-never-unpacked",
        objects: [child, unit],
        events: [start.eventID],
        detail: "It was packed into a unit, but no event shows its removal.",
      },
    ];
  });
}

/** Lists each packing without a removal once, although the links of the child and of the unit both have it. */
function openContainments(links: readonly TraceLink[]): Containment[] {
  const open = links.flatMap(({ containment }) =>
    containment?.end === null && containment.start.action === "ADD" ? [containment] : [],
  );
  return [...new Map(open.map((one) => [JSON.stringify([one.child, one.unit, one.start.id]), one])).values()];
}

function isPackedElsewhere({ action, parent, children }: TracedEvent, child: string, unit: string): boolean {
  return action === "ADD" && parent !== null && parent !== unit && children.includes(child);
}

/**
 * Finds units with an event before their production or after their consumption, or with an unpacking before the
 * packing.
 */
export function timesOutOfOrder({ objects }: TraceGraph): EpcFinding[] {
  return objects.flatMap(({ id, events, whole }): EpcFinding[] => {
    const isUnit = !events.some(({ amounts }) => amounts.some(({ epcClass }) => epcClass === id));
    // Events of a lot may come before or after the production or consumption of another part of the lot.
    if (!isUnit) return [];
    const made = events.find((event) => event.outputs.includes(id));
    const used = events.find((event) => event.inputs.includes(id));
    const before = made && events.find((event) => event.eventTime < made.eventTime);
    const after = used && events.findLast((event) => event.eventTime > used.eventTime);
    return [
      ...(made && before
        ? [outOfOrder(id, [before, made], "An event observed it before the transformation that made it.")]
        : []),
      ...(used && after
        ? [outOfOrder(id, [used, after], "An event observed it after the transformation that consumed it.")]
        : []),
      // The packing may have happened before the followed interval.
      ...(whole ? takenOutFirst(id, events) : []),
    ];
  });
}

function takenOutFirst(id: string, events: readonly TracedEvent[]): EpcFinding[] {
  const nestings = events.filter(({ parent, children }) => parent !== null && children.includes(id));
  const byUnit = Map.groupBy(nestings, ({ parent }) => parent);
  return [...byUnit.values()].flatMap((steps) => {
    const [first] = steps;
    const put = steps.find(({ action }) => action === "ADD");
    if (first === undefined || put === undefined || first.action !== "DELETE") return [];
    return [outOfOrder(id, [first, put], "It left a unit before it was packed into it.")];
  });
}

function outOfOrder(id: string, events: readonly TracedEvent[], detail: string): EpcFinding {
  return { code: "times-out-of-order", objects: [id], events: events.map(({ eventID }) => eventID), detail };
}

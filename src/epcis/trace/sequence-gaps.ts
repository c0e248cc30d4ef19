import type { TracedEvent, TracedThing, TraceGraph } from "./epc-trace.ts";
import type { EpcFinding } from "../../api/epcis/trace.ts";

/** Finds inputs of transformations without an event that shows their origin. */
export function inputsNeverReceived({ things, links }: TraceGraph): EpcFinding[] {
  const used = Map.groupBy(
    links.filter(({ as }) => as === "input"),
    ({ to }) => to,
  );
  return things.flatMap(({ id, events }): EpcFinding[] => {
    const uses = used.get(id);
    if (uses === undefined || events.some((event) => !event.inputs.includes(id))) return [];
    return [
      {
        code: "input-never-received",
        things: [id],
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
export function childrenNeverUnpacked({ things }: TraceGraph): EpcFinding[] {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  return things.flatMap(({ id, events }) => {
    const inside = stillInside(id, events);
    const missing = [...inside].filter(([child, since]) => isMissing(id, child, since, events, byId.get(child)));
    return missing.map(([child, since]) => ({
      code: "child-never-unpacked" as const,
      things: [child, id],
      events: [since.eventID],
      detail: "It was packed into a unit, but no event shows its removal.",
    }));
  });
}

/** Lists the children of a unit after all its events, each with the event that packed it. */
function stillInside(unit: string, events: readonly TracedEvent[]): Map<string, TracedEvent> {
  const inside = new Map<string, TracedEvent>();
  for (const event of events) {
    if (event.parent !== unit) continue;
    if (event.action === "ADD") for (const child of event.children) inside.set(child, event);
    if (event.action !== "DELETE") continue;
    // A DELETE without children removes all children (EPCIS 2.0, 7.4.3).
    if (event.children.length === 0) inside.clear();
    for (const child of event.children) inside.delete(child);
  }
  return inside;
}

function isMissing(
  unit: string,
  child: string,
  since: TracedEvent,
  events: readonly TracedEvent[],
  thing: TracedThing | undefined,
): boolean {
  const later = events.filter(({ eventTime }) => eventTime > since.eventTime);
  const othersWereTakenOut = later.some((event) => event.parent === unit && event.action === "DELETE");
  const isOver = later.some((event) => event.epcs.includes(unit) && ENDS.has(event.bizStep));
  const wentElsewhere = thing?.events.some(
    (event) =>
      event.eventTime > since.eventTime &&
      event.action === "ADD" &&
      event.parent !== null &&
      event.parent !== unit &&
      event.children.includes(child),
  );
  return othersWereTakenOut || isOver || wentElsewhere === true;
}

/**
 * Finds units with an event before their production or after their consumption, or with an unpacking before the
 * packing.
 */
export function timesOutOfOrder({ things }: TraceGraph): EpcFinding[] {
  return things.flatMap(({ id, events }): EpcFinding[] => {
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
      ...takenOutFirst(id, events),
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
  return { code: "times-out-of-order", things: [id], events: events.map(({ eventID }) => eventID), detail };
}

import type { TracedEvent, TracedThing, TraceFinding } from "../epc-trace.ts";
import type { Followed } from "../find-gaps.ts";

/** Steps after which nothing can be inside of a unit any more. */
const ENDS: ReadonlySet<string | null> = new Set(["decommissioning", "destroying", "disposing"]);

/**
 * What was put into a unit and not taken out, though others were taken out later, or the unit's life ended, or it was put
 * into another unit meanwhile. What is merely still inside is no gap.
 */
export function childNeverUnpacked({ things }: Followed): TraceFinding[] {
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  return things.flatMap(({ id, events }) => {
    const inside = stillInside(id, events);
    const missing = [...inside].filter(([child, since]) => isMissing(id, child, since, events, byId.get(child)));
    return missing.map(([child, since]) => ({
      code: "child-never-unpacked" as const,
      things: [child, id],
      events: [since.eventID],
      detail: "It was put in, and no event tells that it was taken out.",
    }));
  });
}

/** What is inside of a unit after all its events, with the event that put it in. */
function stillInside(unit: string, events: readonly TracedEvent[]): Map<string, TracedEvent> {
  const inside = new Map<string, TracedEvent>();
  for (const event of events) {
    if (event.parent !== unit) continue;
    if (event.action === "ADD") for (const child of event.children) inside.set(child, event);
    if (event.action !== "DELETE") continue;
    // Without children a DELETE takes out all of them (EPCIS 2.0, 7.4.3).
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

import type { TracedEvent, TraceFinding } from "../epc-trace.ts";
import type { Followed } from "../find-gaps.ts";

/** Units that are seen before they were made, or after they went into a transformation, or taken out before put in. */
export function timesOutOfOrder({ things }: Followed): TraceFinding[] {
  return things.flatMap(({ id, events }): TraceFinding[] => {
    const isUnit = !events.some(({ amounts }) => amounts.some(({ epcClass }) => epcClass === id));
    // Of a lot, some may be seen before and after.
    if (!isUnit) return [];
    const made = events.find((event) => event.outputs.includes(id));
    const used = events.find((event) => event.inputs.includes(id));
    const before = made && events.find((event) => event.eventTime < made.eventTime);
    const after = used && events.findLast((event) => event.eventTime > used.eventTime);
    return [
      ...(made && before ? [finding(id, [before, made], "It was seen before the transformation that made it.")] : []),
      ...(used && after ? [finding(id, [used, after], "It was seen after the transformation that used it up.")] : []),
      ...takenOutFirst(id, events),
    ];
  });
}

function takenOutFirst(id: string, events: readonly TracedEvent[]): TraceFinding[] {
  const nestings = events.filter(({ parent, children }) => parent !== null && children.includes(id));
  const byUnit = Map.groupBy(nestings, ({ parent }) => parent);
  return [...byUnit.values()].flatMap((steps) => {
    const [first] = steps;
    const put = steps.find(({ action }) => action === "ADD");
    if (first === undefined || put === undefined || first.action !== "DELETE") return [];
    return [finding(id, [first, put], "It was taken out of a unit before it was put in.")];
  });
}

function finding(id: string, events: readonly TracedEvent[], detail: string): TraceFinding {
  return { code: "times-out-of-order", things: [id], events: events.map(({ eventID }) => eventID), detail };
}

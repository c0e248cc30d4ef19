import type { TraceFinding } from "../epc-trace.ts";
import type { Followed } from "../find-gaps.ts";

/** Things that went into a transformation, and of which no event tells how they came to be there. */
export function inputNeverReceived({ things, links }: Followed): TraceFinding[] {
  const used = Map.groupBy(
    links.filter(({ as }) => as === "input"),
    ({ to }) => to,
  );
  return things.flatMap(({ id, events }): TraceFinding[] => {
    const uses = used.get(id);
    if (uses === undefined || events.some((event) => !event.inputs.includes(id))) return [];
    return [
      {
        code: "input-never-received",
        things: [id],
        events: [...new Set(uses.map(({ event }) => event.eventID))],
        detail: "It went into a transformation, and no event tells where it came from.",
      },
    ];
  });
}

import type { LinkKind, TraceDirection, TracedEvent } from "./epc-trace.ts";

/** Something that an event of a thing leads to. */
export interface Lead {
  readonly to: string;
  readonly as: LinkKind;
  readonly event: TracedEvent;
}

/**
 * Where the events of a thing lead. Back: from an output of a transformation to its inputs; forward: from an input to the
 * outputs. In both directions from a unit to what was put into it, and from what was put in to the unit around it.
 *
 * @param transformation all events of the transformation that an event is part of.
 */
export async function leadsOf(
  thing: string,
  events: readonly TracedEvent[],
  direction: TraceDirection,
  transformation: (event: TracedEvent) => Promise<readonly TracedEvent[]>,
): Promise<Lead[]> {
  const leads: Lead[] = [];
  for (const event of events) {
    const [here, there, as] =
      direction === "back"
        ? ([event.outputs, "inputs", "input"] as const)
        : ([event.inputs, "outputs", "output"] as const);
    if (here.includes(thing)) {
      for (const part of await transformation(event)) {
        leads.push(...part[there].map((to) => ({ to, as, event: part })));
      }
    }
    // A DELETE takes apart what an ADD or an OBSERVE says was together.
    if (event.parent === null || event.action === "DELETE") continue;
    if (event.parent === thing) leads.push(...event.children.map((to): Lead => ({ to, as: "content", event })));
    else if (event.children.includes(thing)) leads.push({ to: event.parent, as: "container", event });
  }
  return leads;
}

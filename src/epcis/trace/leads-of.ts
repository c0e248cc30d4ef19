import type { TracedEvent } from "./epc-trace.ts";
import type { LinkKind, TraceDirection } from "../../api/epcis/trace.ts";

/** A link from an object to another object of the same event. */
export interface Lead {
  readonly to: string;
  readonly as: LinkKind;
  readonly event: TracedEvent;
}

/**
 * Derives links from the events of an object: `back` from an output of a transformation to its inputs, `forward` from
 * an input to its outputs. Both directions include links from a unit to its children, and from a child to its unit.
 *
 * @param transformation reads all events of an event's transformation.
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
    // Skips DELETE, which ends a containment that an ADD or OBSERVE states.
    if (event.parent === null || event.action === "DELETE") continue;
    if (event.parent === thing) leads.push(...event.children.map((to): Lead => ({ to, as: "content", event })));
    else if (event.children.includes(thing)) leads.push({ to: event.parent, as: "container", event });
  }
  return leads;
}

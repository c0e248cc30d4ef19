import type { TracedEvent } from "./epc-trace.ts";
import type { LinkKind, TraceDirection } from "../../api/epcis/trace.ts";

/** A link from a thing to another that one of its events names. */
export interface Lead {
  readonly to: string;
  readonly as: LinkKind;
  readonly event: TracedEvent;
}

/**
 * The links that the events of a thing give. Back, they lead from an output of a transformation to its inputs; forward,
 * from an input to its outputs. In both directions they lead from a unit to its children, and from a child to the unit.
 *
 * @param transformation returns all events of the transformation that an event is part of.
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
    // A DELETE ends a containment that an ADD or an OBSERVE states.
    if (event.parent === null || event.action === "DELETE") continue;
    if (event.parent === thing) leads.push(...event.children.map((to): Lead => ({ to, as: "content", event })));
    else if (event.children.includes(thing)) leads.push({ to: event.parent, as: "container", event });
  }
  return leads;
}

import type { TraceDirection } from "../../api/epcis/trace.ts";
import type { Containment, TracedEvent, TraceLink } from "./epc-trace.ts";
import { ALWAYS, between, intersect, withFuture, withPast, type Window } from "./window.ts";

/** An object to visit. */
export interface Visit {
  readonly object: string;
  /** Number of links from the traced object. */
  readonly depth: number;
  /**
   * Whether it is only a container of a traced object. Then the trace follows the units around it, not its other
   * contents.
   */
  readonly carried: boolean;
  /** The window within which the trace follows its events. */
  readonly followed: Window;
  /** The window within which the trace follows its contents. */
  readonly contents: Window;
}

/** A link, and the visit of its other end. */
export interface Lead {
  readonly link: TraceLink;
  readonly visit: Visit;
}

/**
 * Derives links to the transformations of an object: `back` from an output to the inputs, `forward` from an input to
 * the outputs.
 *
 * @param transformation reads all events of an event's transformation.
 */
export async function transformationLeads(
  { object, depth }: Visit,
  events: readonly TracedEvent[],
  direction: TraceDirection,
  transformation: (event: TracedEvent) => Promise<readonly TracedEvent[]>,
): Promise<Lead[]> {
  const [here, there, as] =
    direction === "back" ? (["outputs", "inputs", "input"] as const) : (["inputs", "outputs", "output"] as const);
  const leads: Lead[] = [];
  for (const event of events) {
    if (!event[here].includes(object)) continue;
    for (const part of await transformation(event)) {
      for (const to of part[there]) {
        leads.push({
          link: { from: object, to, as, event: part, containment: null },
          visit: { object: to, depth: depth + 1, carried: false, followed: ALWAYS, contents: ALWAYS },
        });
      }
    }
  }
  return leads;
}

/** Derives links to the units around an object. Of a unit, the trace has only the events while the object was inside. */
export function containerLeads(
  { object, depth, followed }: Visit,
  stays: readonly Containment[],
  events: readonly TracedEvent[],
): Lead[] {
  const life = lifeOf(object, events);
  return stays.flatMap((stay): Lead[] => {
    const alive = intersect(followed, life);
    const within = alive && intersect(between(stay.start, stay.end), alive);
    if (within === undefined) return [];
    return [
      {
        link: { from: object, to: stay.unit, as: "container", event: stay.start, containment: stay },
        visit: { object: stay.unit, depth: depth + 1, carried: true, followed: within, contents: within },
      },
    ];
  });
}

/**
 * Derives links to the contents of a unit. `back` follows a content until it left the unit, `forward` from its arrival
 * in the unit.
 */
export function contentLeads(
  { object, depth, contents: window }: Visit,
  contents: readonly Containment[],
  direction: TraceDirection,
): Lead[] {
  return contents.flatMap((content): Lead[] => {
    const within = intersect(between(content.start, content.end), window);
    if (within === undefined) return [];
    const followed = direction === "back" ? withPast(within) : withFuture(within);
    return [
      {
        link: { from: object, to: content.child, as: "content", event: content.start, containment: content },
        visit: { object: content.child, depth: depth + 1, carried: false, followed, contents: within },
      },
    ];
  });
}

/** The window in which an object exists: until an event destroyed or consumed it. A lot can be consumed in parts. */
function lifeOf(object: string, events: readonly TracedEvent[]): Window {
  const last = events.find(
    ({ type, action, epcs, inputs, amounts }) =>
      !amounts.some(({ epcClass }) => epcClass === object) &&
      (inputs.includes(object) || (type === "ObjectEvent" && action === "DELETE" && epcs.includes(object))),
  );
  return last === undefined ? ALWAYS : { from: ALWAYS.from, until: last };
}

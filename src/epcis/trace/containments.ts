import type { Containment, TracedEvent } from "./epc-trace.ts";
import { comesBefore } from "./window.ts";

/** Finds the first event after `start` that took the child, or all contents, out of the unit of `start`. */
export type FindRemoval = (child: string, start: TracedEvent) => Promise<TracedEvent | null>;

/** Types of events that put objects into a unit, or attach them to it. */
const NESTING_TYPES: ReadonlySet<string> = new Set(["AggregationEvent", "AssociationEvent"]);

/**
 * Derives the intervals in which an object was inside a unit, in the order of their starts.
 *
 * @param events events of the object in the order of their times.
 */
export async function staysOf(
  object: string,
  events: readonly TracedEvent[],
  findRemoval: FindRemoval,
): Promise<Containment[]> {
  const stays: Containment[] = [];
  const latest = new Map<string, Containment>();
  for (const event of events) {
    const { parent, type, action, children } = event;
    if (parent === null || parent === object || action === "DELETE") continue;
    if (!NESTING_TYPES.has(type) || !children.includes(object)) continue;
    const relation = `${type} ${parent}`;
    const before = latest.get(relation);
    if (before !== undefined && (before.end === null || comesBefore(event, before.end))) continue;
    const stay = { child: object, unit: parent, start: event, end: await findRemoval(object, event) };
    latest.set(relation, stay);
    stays.push(stay);
  }
  return stays;
}

/**
 * Derives the intervals in which other objects were inside a unit, in the order of their starts.
 *
 * @param events events of the unit in the order of their times.
 */
export function contentsOf(unit: string, events: readonly TracedEvent[]): Containment[] {
  const contents: Containment[] = [];
  /** Indexes in `contents` of the children that are inside, by type of event and child. */
  const inside = new Map<string, Map<string, number>>();
  for (const event of events) {
    const { parent, type, action, children } = event;
    if (parent !== unit || !NESTING_TYPES.has(type)) continue;
    const indexes = inside.get(type) ?? new Map<string, number>();
    inside.set(type, indexes);
    if (action !== "DELETE") {
      for (const child of children) {
        if (!indexes.has(child)) indexes.set(child, contents.push({ child, unit, start: event, end: null }) - 1);
      }
      continue;
    }
    // A DELETE without children removes all children (EPCIS 2.0, 7.4.3).
    for (const child of children.length === 0 ? [...indexes.keys()] : children) {
      const index = indexes.get(child);
      const content = index === undefined ? undefined : contents[index];
      if (index !== undefined && content !== undefined) contents[index] = { ...content, end: event };
      indexes.delete(child);
    }
  }
  return contents;
}

import { setImmediate as nextTurn } from "node:timers/promises";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EpcTrace, TracedEvent, TracedThing, TraceLink } from "./epc-trace.ts";
import { EPC_TRACE_LIMITS, type TraceDirection, type EpcTraceLimit } from "../../api/epcis/trace.ts";
import { EventReader } from "./event-reader.ts";
import { findGaps } from "./find-gaps.ts";
import { leadsOf } from "./leads-of.ts";

/** An object that the trace has yet to visit. */
interface Ahead {
  readonly thing: string;
  /** Number of links from the traced object. */
  readonly depth: number;
  /**
   * Whether it is only a container of a traced object. Then the trace follows the units around it, not its other
   * contents.
   */
  readonly carried: boolean;
}

/**
 * Follows an object through transformations and aggregations, within {@link EPC_TRACE_LIMITS}, in the events that the
 * caller may read. Omits events with an error declaration.
 *
 * @param epc canonical identifier of an instance, lot or product class.
 * @throws PortolanError `EpcisResourceUnknown` if no event that the caller may read names it.
 */
export async function traceEpc(
  reading: ReadContext,
  caller: Caller,
  epc: string,
  direction: TraceDirection,
): Promise<EpcTrace> {
  const reader = new EventReader(reading, visibilityOf(caller));
  const reached = new Set<EpcTraceLimit>();
  const things = new Map<string, TracedThing>();
  const carriers = new Set<string>();
  const links: TraceLink[] = [];
  const transformations = new Map<string, Promise<TracedEvent[]>>();
  const transformation = (event: TracedEvent): Promise<readonly TracedEvent[]> => {
    const id = event.transformationID;
    if (id === null) return Promise.resolve([event]);
    let parts = transformations.get(id);
    if (parts === undefined) transformations.set(id, (parts = reader.transformation(id, EPC_TRACE_LIMITS.eventsOfOne)));
    return parts;
  };

  const ahead: Ahead[] = [{ thing: epc, depth: 0, carried: false }];
  for (const { thing, depth, carried } of ahead) {
    // Yields to the event loop, because a trace can take hundreds of steps.
    await nextTurn();
    // Visits an object again that it visited only as a container, if a link leads to the object itself.
    if (things.has(thing) && (carried || !carriers.has(thing))) continue;
    if (things.size >= EPC_TRACE_LIMITS.things || reader.count >= EPC_TRACE_LIMITS.events) {
      reached.add(things.size >= EPC_TRACE_LIMITS.things ? "things" : "events");
      break;
    }
    const { events, whole } = await reader.eventsOf(thing, EPC_TRACE_LIMITS.eventsOfOne);
    if (!whole) reached.add("eventsOfOne");
    if (carried) carriers.add(thing);
    else carriers.delete(thing);
    things.set(thing, { id: thing, depth: things.get(thing)?.depth ?? depth, events });
    for (const { to, as, event } of await leadsOf(thing, events, direction, transformation)) {
      if (carried && as !== "container") continue;
      links.push({ from: thing, to, as, event });
      if (depth < EPC_TRACE_LIMITS.depth) ahead.push({ thing: to, depth: depth + 1, carried: as === "container" });
      else if (!things.has(to)) reached.add("depth");
    }
  }
  if (things.get(epc)?.events.length === 0) {
    throw new PortolanError("EpcisResourceUnknown", { resource: "EPC", value: epc });
  }
  const visited = [...things.values()];
  const findings = findGaps({ things: visited, links });
  return {
    epc,
    direction,
    complete: findings.length === 0 && reached.size === 0,
    things: visited,
    links,
    events: inOrder(visited),
    findings,
    reached: [...reached],
  };
}

function inOrder(things: readonly TracedThing[]): TracedEvent[] {
  const events = new Set(things.flatMap(({ events }) => events));
  return [...events].sort((a, b) => a.eventTime - b.eventTime || a.recordedAt - b.recordedAt);
}

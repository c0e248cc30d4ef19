import { setImmediate as nextTurn } from "node:timers/promises";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import { readCarriers } from "../../store/epcis/results.ts";
import { eventsOf } from "../../store/epcis/visible-events.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { contentsOf, staysOf } from "./containments.ts";
import type { EpcTrace, TracedEvent, TracedObject, TraceLink } from "./epc-trace.ts";
import { EPC_TRACE_LIMITS, type TraceDirection, type EpcTraceLimit } from "../../api/epcis/trace.ts";
import { EventReader } from "./event-reader.ts";
import { findGaps } from "./find-gaps.ts";
import { containerLeads, contentLeads, transformationLeads, type Lead, type Visit } from "./leads-of.ts";
import { ALWAYS, comesBefore, covers } from "./window.ts";

/** Largest number of earlier events that are read to find the containments at the beginning of a window. */
const EARLIER = 100;

/**
 * Follows an object through transformations and aggregations, within {@link EPC_TRACE_LIMITS}, in the events that the
 * caller may read. A containment is followed only within its interval. Omits events with an error declaration.
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
  const readable = await eventsOf(reading.db, visibilityOf(caller));
  const walk = new TraceWalk(new EventReader(reading, readable), direction);
  await walk.from(epc);
  const objects = walk.objects();
  if (objects[0]?.events.length === 0) {
    throw new PortolanError("EpcisResourceUnknown", { resource: "EPC", value: epc });
  }
  const { opened } = reading;
  if (opened !== undefined) {
    const shown = new Set(objects.flatMap(({ events }) => events.map(({ id }) => id)));
    for (const { entry, shipment, author } of await readCarriers(reading.db, visibilityOf(caller), [...shown]))
      opened.add(entry, shipment, author);
  }
  const findings = findGaps({ objects, links: walk.links });
  const reached = [...walk.reached];
  return {
    epc,
    direction,
    complete: findings.length === 0 && reached.length === 0,
    objects,
    links: walk.links,
    events: inOrder(objects.flatMap(({ events }) => events)),
    findings,
    reached,
  };
}

/** An object that the trace visited, once or in several windows. */
interface Visited {
  readonly depth: number;
  readonly events: Set<TracedEvent>;
  readonly visits: Visit[];
}

/** Visits objects, the nearest first. */
class TraceWalk {
  readonly links: TraceLink[] = [];
  readonly reached = new Set<EpcTraceLimit>();
  readonly #reader: EventReader;
  readonly #direction: TraceDirection;
  readonly #visited = new Map<string, Visited>();
  readonly #linked = new Set<string>();
  readonly #transformations = new Map<string, Promise<readonly TracedEvent[]>>();
  #visits = 0;

  constructor(reader: EventReader, direction: TraceDirection) {
    this.#reader = reader;
    this.#direction = direction;
  }

  async from(epc: string): Promise<void> {
    const ahead: Visit[] = [{ object: epc, depth: 0, carried: false, followed: ALWAYS, contents: ALWAYS }];
    for (const visit of ahead) {
      // Yields to the event loop, because a trace can take hundreds of steps.
      await nextTurn();
      if (this.#visited.get(visit.object)?.visits.some((before) => includes(before, visit))) continue;
      const limit = this.#limitBefore(visit);
      if (limit !== undefined) {
        this.reached.add(limit);
        break;
      }
      for (const { link, visit: next } of await this.#visit(visit)) {
        this.#link(link);
        if (visit.depth < EPC_TRACE_LIMITS.depth) ahead.push(next);
        else if (!this.#visited.has(next.object)) this.reached.add("depth");
      }
    }
  }

  /** Lists the visited objects in the order of their first visits. */
  objects(): TracedObject[] {
    return Array.from(this.#visited, ([id, { depth, events, visits }]) => ({
      id,
      depth,
      events: inOrder(events),
      whole: visits.some(({ followed }) => covers(followed, ALWAYS)),
    }));
  }

  #limitBefore({ object }: Visit): EpcTraceLimit | undefined {
    if (this.#visited.size >= EPC_TRACE_LIMITS.objects && !this.#visited.has(object)) return "objects";
    if (this.#visits >= EPC_TRACE_LIMITS.intervals) return "intervals";
    return this.#reader.count >= EPC_TRACE_LIMITS.events ? "events" : undefined;
  }

  async #visit(visit: Visit): Promise<Lead[]> {
    const { object, carried, followed } = visit;
    this.#visits += 1;
    const { events, whole } = await this.#reader.eventsOf(object, followed, EPC_TRACE_LIMITS.eventsOfOne);
    if (!whole) this.reached.add("eventsOfOne");
    const visited = this.#visited.get(object) ?? { depth: visit.depth, events: new Set(), visits: [] };
    this.#visited.set(object, visited);
    visited.visits.push(visit);
    for (const event of events) visited.events.add(event);
    return [
      ...(carried ? [] : await this.#transformationLeads(visit, events)),
      ...(await this.#containerLeads(visit, events)),
      ...(carried ? [] : await this.#contentLeads(visit, events)),
    ];
  }

  #transformationLeads(visit: Visit, events: readonly TracedEvent[]): Promise<Lead[]> {
    return transformationLeads(visit, events, this.#direction, (event) => this.#transformation(event));
  }

  async #containerLeads(visit: Visit, events: readonly TracedEvent[]): Promise<Lead[]> {
    const earlier = await this.#reader.staysBefore(visit.object, visit.followed, EARLIER);
    const stays = await staysOf(visit.object, [...earlier, ...events], (child, start) =>
      this.#reader.removal(child, start),
    );
    return containerLeads(visit, stays, events);
  }

  async #contentLeads(visit: Visit, events: readonly TracedEvent[]): Promise<Lead[]> {
    const earlier = await this.#reader.contentsBefore(visit.object, visit.followed, EARLIER);
    const later = await this.#reader.contentsAfter(visit.object, visit.followed, EARLIER);
    return contentLeads(visit, contentsOf(visit.object, [...earlier, ...events, ...later]), this.#direction);
  }

  #transformation(event: TracedEvent): Promise<readonly TracedEvent[]> {
    const id = event.transformationID;
    if (id === null) return Promise.resolve([event]);
    const parts = this.#transformations.get(id) ?? this.#reader.transformation(id, EPC_TRACE_LIMITS.eventsOfOne);
    this.#transformations.set(id, parts);
    return parts;
  }

  /** Adds a link once, although several visits of an object can find it. */
  #link(link: TraceLink): void {
    const { from, to, as, event } = link;
    const key = JSON.stringify([from, to, as, event.id]);
    if (this.#linked.has(key)) return;
    this.#linked.add(key);
    this.links.push(link);
  }
}

/** Whether an earlier visit of the same object made the same steps, and perhaps more. */
function includes(before: Visit, visit: Visit): boolean {
  if (!covers(before.followed, visit.followed)) return false;
  return visit.carried || (!before.carried && covers(before.contents, visit.contents));
}

function inOrder(events: Iterable<TracedEvent>): TracedEvent[] {
  return [...new Set(events)].sort((a, b) => (comesBefore(a, b) ? -1 : 1));
}

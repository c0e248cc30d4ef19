import type { TraceGraph, TraceLink } from "./epc-trace.ts";
import type { EpcFinding } from "../../api/epcis/trace.ts";
import { ALWAYS, between, intersect, type Window } from "./window.ts";

/**
 * Finds objects that were made from themselves, or that contain themselves. Follows each kind of link separately, so
 * that a lot mixed into its successor is not a cycle.
 */
export function cycles({ links }: TraceGraph): EpcFinding[] {
  return (["input", "output", "content"] as const).flatMap((as) => findCycles(links.filter((link) => link.as === as)));
}

function findCycles(links: readonly TraceLink[]): EpcFinding[] {
  const next = Map.groupBy(links, ({ from }) => from);
  const done = new Set<string>();
  const findings: EpcFinding[] = [];
  for (const start of next.keys()) {
    // Uses an explicit stack, because a chain can have as many links as the trace has objects.
    const path: TraceLink[] = [];
    const onPath = new Set([start]);
    const stack = [{ object: start, links: [...(next.get(start) ?? [])] }];
    for (let top = stack.at(-1); top !== undefined && !done.has(start); top = stack.at(-1)) {
      const link = top.links.pop();
      if (link === undefined) {
        stack.pop();
        path.pop();
        onPath.delete(top.object);
        done.add(top.object);
      } else if (onPath.has(link.to)) {
        const around = cycleOf(path, link);
        if (isAtOneTime(around)) findings.push(findingOf(around));
      } else if (!done.has(link.to)) {
        path.push(link);
        onPath.add(link.to);
        stack.push({ object: link.to, links: [...(next.get(link.to) ?? [])] });
      }
    }
  }
  return findings;
}

/** The part of a path that the link `back` closes to a cycle. */
function cycleOf(path: readonly TraceLink[], back: TraceLink): TraceLink[] {
  const closed = [...path, back];
  return closed.slice(closed.findIndex(({ from }) => from === back.to));
}

/** Whether all containments of a cycle have a common time. A pallet may carry a box that later carries the pallet. */
function isAtOneTime(around: readonly TraceLink[]): boolean {
  let common: Window | undefined = ALWAYS;
  for (const { containment } of around) {
    if (containment !== null) common = common && intersect(common, between(containment.start, containment.end));
  }
  return common !== undefined;
}

function findingOf(around: readonly TraceLink[]): EpcFinding {
  return {
    code: "cycle",
    objects: around.map(({ from }) => from),
    events: [...new Set(around.map(({ event }) => event.eventID))],
    detail: "It is its own input, directly or through other transformations.",
  };
}

import type { TraceGraph, TraceLink } from "./epc-trace.ts";
import type { EpcFinding } from "../../api/epcis/trace.ts";

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
    const stack = [{ thing: start, links: [...(next.get(start) ?? [])] }];
    for (let top = stack.at(-1); top !== undefined && !done.has(start); top = stack.at(-1)) {
      const link = top.links.pop();
      if (link === undefined) {
        stack.pop();
        path.pop();
        onPath.delete(top.thing);
        done.add(top.thing);
      } else if (onPath.has(link.to)) {
        findings.push(cycleOf(path, link));
      } else if (!done.has(link.to)) {
        path.push(link);
        onPath.add(link.to);
        stack.push({ thing: link.to, links: [...(next.get(link.to) ?? [])] });
      }
    }
  }
  return findings;
}

/** Reports the part of a path that the link `back` closes to a cycle. */
function cycleOf(path: readonly TraceLink[], back: TraceLink): EpcFinding {
  const closed = [...path, back];
  const around = closed.slice(closed.findIndex(({ from }) => from === back.to));
  return {
    code: "cycle",
    things: around.map(({ from }) => from),
    events: [...new Set(around.map(({ event }) => event.eventID))],
    detail: "It is its own input, directly or through other transformations.",
  };
}

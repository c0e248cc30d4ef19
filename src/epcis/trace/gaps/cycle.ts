import type { TraceFinding, TraceLink } from "../epc-trace.ts";
import type { Followed } from "../find-gaps.ts";

/** Things that were made from themselves, or are inside of themselves. A lot that is mixed into its successor is none. */
export function cycle({ links }: Followed): TraceFinding[] {
  return (["input", "output", "content"] as const).flatMap((as) => findCycles(links.filter((link) => link.as === as)));
}

function findCycles(links: readonly TraceLink[]): TraceFinding[] {
  const next = Map.groupBy(links, ({ from }) => from);
  const done = new Set<string>();
  const findings: TraceFinding[] = [];
  for (const start of next.keys()) {
    // An explicit stack: a chain may be as long as a trace has things.
    const path: TraceLink[] = [];
    const onPath = new Set([start]);
    const stack = [{ thing: start, links: [...(next.get(start) ?? [])] }];
    while (stack.length > 0 && !done.has(start)) {
      const top = stack.at(-1) as (typeof stack)[number];
      const link = top.links.pop();
      if (link === undefined) {
        stack.pop();
        path.pop();
        onPath.delete(top.thing);
        done.add(top.thing);
      } else if (onPath.has(link.to)) {
        findings.push(cycleOf([...path, link]));
      } else if (!done.has(link.to)) {
        path.push(link);
        onPath.add(link.to);
        stack.push({ thing: link.to, links: [...(next.get(link.to) ?? [])] });
      }
    }
  }
  return findings;
}

/** The end of a path that comes back to a thing on it. */
function cycleOf(path: readonly TraceLink[]): TraceFinding {
  const back = path.at(-1) as TraceLink;
  const around = path.slice(path.findIndex(({ from }) => from === back.to));
  return {
    code: "cycle",
    things: around.map(({ from }) => from),
    events: [...new Set(around.map(({ event }) => event.eventID))],
    detail: "It comes from itself.",
  };
}

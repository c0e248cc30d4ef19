import { cycles } from "./cycles.ts";
import type { TraceGraph } from "./epc-trace.ts";
import type { EpcFinding } from "../../api/epcis/trace.ts";
import { quantitiesUnbalanced } from "./quantity-gaps.ts";
import { childrenNeverUnpacked, inputsNeverReceived, timesOutOfOrder } from "./sequence-gaps.ts";

const FINDERS: readonly ((graph: TraceGraph) => readonly EpcFinding[])[] = [
  inputsNeverReceived,
  childrenNeverUnpacked,
  quantitiesUnbalanced,
  timesOutOfOrder,
  cycles,
];

/** Finds missing events and contradictions in a trace. */
export function findGaps(graph: TraceGraph): EpcFinding[] {
  return FINDERS.flatMap((find) => find(graph));
}

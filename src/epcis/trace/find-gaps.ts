import type { TraceDirection, TracedThing, TraceFinding, TraceLink } from "./epc-trace.ts";
import { childNeverUnpacked } from "./gaps/child-never-unpacked.ts";
import { cycle } from "./gaps/cycle.ts";
import { inputNeverReceived } from "./gaps/input-never-received.ts";
import { quantitiesUnbalanced } from "./gaps/quantities-unbalanced.ts";
import { timesOutOfOrder } from "./gaps/times-out-of-order.ts";

/** What was followed, before it is judged. */
export interface Followed {
  readonly direction: TraceDirection;
  readonly things: readonly TracedThing[];
  readonly links: readonly TraceLink[];
}

const FINDERS: readonly ((followed: Followed) => readonly TraceFinding[])[] = [
  inputNeverReceived,
  childNeverUnpacked,
  quantitiesUnbalanced,
  timesOutOfOrder,
  cycle,
];

/** Everything that is missing from a trace or does not agree in it. */
export function findGaps(followed: Followed): TraceFinding[] {
  return FINDERS.flatMap((find) => find(followed));
}

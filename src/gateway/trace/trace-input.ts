import type { ContentInterval, TraceCase, TraceLimits } from "../../api/trace.ts";
import type { Phase } from "../../domain/rules/custody.ts";
import type { Discrepancy } from "../../store/chain/discrepancies.ts";
import type { Step } from "./step.ts";

/** The input of every finding. */
export interface TraceInput {
  readonly phase: Phase;
  /** The shipment's own steps, in the order of the chain. */
  readonly own: readonly Step[];
  /** Its own and those of the units around it, in the order of the chain. */
  readonly steps: readonly Step[];
  readonly cases: readonly TraceCase[];
  readonly contents: readonly ContentInterval[];
  /** Of its own entries, as far as the caller may read what their events say. */
  readonly discrepancies: readonly Discrepancy[];
  readonly limits: TraceLimits;
  /** Unix seconds. */
  readonly now: number;
}

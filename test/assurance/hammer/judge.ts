import { GROWTH_LIMIT, type Growth } from "./growth.ts";
import type { Outcome } from "./hammer.ts";

/** The requirements of an outcome, in addition to no faults. */
export interface Demands {
  /** Entries per second. */
  readonly floor: number;
  /** Whether the run is long enough to judge growth. */
  readonly soaks: boolean;
}

/** The violated requirements as sentences. */
export function judge({ tally, perSecond }: Outcome, growth: Growth, { floor, soaks }: Demands): string[] {
  const problems = tally.faults.map((fault) => `fault: ${fault}`);
  if (perSecond < floor) problems.push(`${perSecond.toFixed(0)} entries/s are below the floor of ${floor}`);
  if (soaks && (growth.memory ?? 0) > GROWTH_LIMIT.memory) problems.push("the gateway's memory grew");
  if (soaks && growth.files > GROWTH_LIMIT.files) problems.push("files grew faster than entries");
  return problems;
}

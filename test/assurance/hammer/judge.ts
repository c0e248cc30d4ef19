import { GROWTH_LIMIT, type Growth } from "./growth.ts";
import type { Outcome } from "./hammer.ts";

/** What an outcome must be besides free of faults. */
export interface Demands {
  /** Entries a second. */
  readonly floor: number;
  /** Whether it ran for long enough that growth says something. */
  readonly soaks: boolean;
}

/** Everything that is not as it must be, in words; empty when it held. */
export function judge({ tally, perSecond }: Outcome, growth: Growth, { floor, soaks }: Demands): string[] {
  const problems = tally.faults.map((fault) => `fault: ${fault}`);
  if (perSecond < floor) problems.push(`${perSecond.toFixed(0)} entries/s are below the floor of ${floor}`);
  if (soaks && (growth.memory ?? 0) > GROWTH_LIMIT.memory) problems.push("the gateway's memory grew");
  if (soaks && growth.files > GROWTH_LIMIT.files) problems.push("files grew faster than entries");
  return problems;
}

import type { Assignment } from "./evaluate.ts";
import type { Invariant } from "./invariant.ts";
import type { Solver } from "./solver.ts";
import { type Step, soundStep } from "./step.ts";
import type { TransitionCall } from "./transition-call.ts";
import type { TransitionPath } from "./transition-path.ts";
import { all, not } from "./truth.ts";
import { valueOf } from "./word.ts";

/**
 * Searches, on every path through the rules, for a sound situation and an entry that break an invariant. An invariant
 * without such a counterexample is proved: the solver has then excluded one on each path.
 */
export async function findCounterexamples(
  invariants: readonly Invariant[],
  call: TransitionCall,
  paths: readonly TransitionPath[],
  solver: Solver,
): Promise<ReadonlyMap<Invariant, Assignment>> {
  const found = new Map<Invariant, Assignment>();
  for (const path of paths) {
    const step = stepOf(call, path);
    const suspects = invariants.filter((invariant) => invariant.outcome === path.outcome && !found.has(invariant));
    const breaking = (some: readonly Invariant[]) => {
      const broken = not(all(...some.map(({ holds }) => holds(step))));
      return valueOf(broken) === 0n ? undefined : solver.solve([...path.conditions, soundStep(step), broken]);
    };
    // One question for all suspects usually settles them.
    if ((await breaking(suspects)) === undefined) continue;
    for (const invariant of suspects) {
      const inputs = await breaking([invariant]);
      if (inputs !== undefined) found.set(invariant, inputs);
    }
  }
  return found;
}

/** The entry on this path, with the situations before it and after it. */
export function stepOf(call: TransitionCall, { after }: TransitionPath): Step {
  return { entry: (path) => call.field(`entry.${path}`), before: (path) => call.field(`situation.${path}`), after };
}

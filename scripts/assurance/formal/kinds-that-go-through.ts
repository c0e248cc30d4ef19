import { KIND_NAMES, type Kind } from "../../../src/domain/kind.ts";
import { stepOf } from "./prove.ts";
import type { Solver } from "./solver.ts";
import { isKind, soundStep } from "./step.ts";
import type { TransitionCall } from "./transition-call.ts";
import type { TransitionPath } from "./transition-path.ts";

/**
 * The kinds of which an entry is allowed in some sound situation. For a kind that is not among them, the proofs would be
 * empty: whatever was claimed of its allowed entries would be proved.
 */
export async function kindsThatGoThrough(
  call: TransitionCall,
  paths: readonly TransitionPath[],
  solver: Solver,
): Promise<Kind[]> {
  const allowed = paths.filter(({ outcome }) => outcome === "allowed");
  const kinds: Kind[] = [];
  for (const kind of KIND_NAMES)
    for (const path of allowed) {
      const step = stepOf(call, path);
      if ((await solver.solve([...path.conditions, soundStep(step), isKind(step, kind)])) === undefined) continue;
      kinds.push(kind);
      break;
    }
  return kinds;
}

import { KIND_NAMES, type Kind, kindName } from "../../../src/domain/rules/kind.ts";
import { evaluate } from "./evaluate.ts";
import { stepOf } from "./prove.ts";
import type { Solver } from "./solver.ts";
import { isKind, soundStep } from "./step.ts";
import type { TransitionCall } from "./transition-call.ts";
import type { TransitionPath } from "./transition-path.ts";
import { not } from "./truth.ts";

/**
 * The kinds with an allowed entry in some sound situation. For any other kind every statement about allowed entries
 * would hold without meaning.
 */
export async function kindsThatGoThrough(
  call: TransitionCall,
  paths: readonly TransitionPath[],
  solver: Solver,
): Promise<Kind[]> {
  const kinds = new Set<Kind>();
  for (const path of paths.filter(({ outcome }) => outcome === "allowed")) {
    const step = stepOf(call, path);
    const soundly = [...path.conditions, soundStep(step)];
    for (;;) {
      const inputs = await solver.solve([...soundly, not(isKind(step, ...kinds))]);
      if (inputs === undefined) break;
      const kind = kindName(Number(evaluate([step.entry("kind")], inputs)[0]));
      if (kind === undefined) throw new Error("An entry of an unknown kind is allowed.");
      kinds.add(kind);
    }
  }
  return KIND_NAMES.filter((kind) => kinds.has(kind));
}

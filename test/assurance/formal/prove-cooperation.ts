import { ACT_KINDS, type ActKind } from "../../../src/domain/cooperation/act-kind.ts";
import { type ActStep, type CooperationInvariant, soundAct } from "./cooperation-invariants.ts";
import type { Harness } from "./harness-call.ts";
import type { Solver } from "./solver.ts";
import { type TransitionCall, transitionCall } from "./transition-call.ts";
import { type TransitionPath, transitionPaths } from "./transition-path.ts";
import { not } from "./truth.ts";
import { valueOf } from "./word.ts";

/** The contract that makes the rules of cooperation callable. */
export const COOPERATION_HARNESS = "CooperationHarness";

/** Every path that an act of one kind takes through the rules. */
export interface PathsOfKind {
  readonly call: TransitionCall;
  readonly paths: readonly TransitionPath[];
}

/** Explores the rules for acts of one kind. Most of the table of kinds is then decided before the exploration. */
export async function pathsOfKind(harness: Harness, kind: ActKind, solver: Solver): Promise<PathsOfKind> {
  const call = transitionCall(harness, { "act.kind": ACT_KINDS[kind] });
  return { call, paths: await transitionPaths(call, solver) };
}

/**
 * Whether some act in some sound situation breaks the invariant.
 *
 * @param pathsOf The paths of acts of a kind, on the code to judge.
 */
export async function breaks(
  { kinds, outcome, holds }: CooperationInvariant,
  pathsOf: (kind: ActKind) => Promise<PathsOfKind>,
  solver: Solver,
): Promise<boolean> {
  for (const kind of kinds) {
    const { call, paths } = await pathsOf(kind);
    const covered = paths.filter((path) => path.outcome === outcome);
    if (covered.length === 0) throw new Error(`No act of kind ${kind} is ${outcome}, so that every proof is vacuous.`);
    for (const path of covered) {
      const step = stepOf(call, path);
      const broken = not(holds(step));
      if (valueOf(broken) === 0n) continue;
      if ((await solver.solve([...path.conditions, soundAct(step), broken])) !== undefined) return true;
    }
  }
  return false;
}

/** The function that explores each kind of acts once. */
export function exploreOnce(harness: Harness, solver: Solver): (kind: ActKind) => Promise<PathsOfKind> {
  const known = new Map<ActKind, PathsOfKind>();
  return async (kind) => {
    const found = known.get(kind) ?? (await pathsOfKind(harness, kind, solver));
    known.set(kind, found);
    return found;
  };
}

function stepOf(call: TransitionCall, { after }: TransitionPath): ActStep {
  return { act: (path) => call.field(`act.${path}`), before: (path) => call.field(`situation.${path}`), after };
}

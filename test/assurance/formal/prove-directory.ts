import type { DirectoryInvariant, DirectoryStep } from "./directory-invariants.ts";
import { explorePaths, type Path } from "./explore-paths.ts";
import { type Harness, type HarnessCall, harnessCall } from "./harness-call.ts";
import type { Solver } from "./solver.ts";
import { not } from "./truth.ts";
import { valueOf } from "./word.ts";

/** The contract that makes the rules of the directory callable. */
export const DIRECTORY_HARNESS = "MemberRulesHarness";

const WORD_BYTES = 32;

/** Whether some record and change, on a path that the rule allows, break the invariant. */
export async function isBroken(
  { rule, holds }: DirectoryInvariant,
  harness: Harness,
  solver: Solver,
): Promise<boolean> {
  const call = harnessCall(harness, rule);
  const allowed = (await explorePaths(call, solver)).filter(({ end }) => end === "return");
  if (allowed.length === 0) throw new Error(`The rule ${rule} allows no change, so that every proof is vacuous.`);
  for (const path of allowed) {
    const broken = not(holds(stepOf(call, path)));
    if (valueOf(broken) === 0n) continue;
    if ((await solver.solve([...path.conditions, broken])) !== undefined) return true;
  }
  return false;
}

/** The harness returns the record, whose fields are also the first of its arguments. */
function stepOf(call: HarnessCall, { output }: Path): DirectoryStep {
  return {
    argument: (path) => call.field(path),
    before: (field) => call.field(`member.${field}`),
    after: (field) => output(WORD_BYTES * call.indexOf(`member.${field}`)),
  };
}

import { explorePaths, type Path } from "./explore-paths.ts";
import type { Solver } from "./solver.ts";
import type { TransitionCall } from "./transition-call.ts";
import { valueOf, type Word } from "./word.ts";

/** One path through the rules: its entry is allowed, refused, or makes the call revert. */
export interface TransitionPath extends Path {
  readonly outcome: "allowed" | "refused" | "reverted";
  /** A field of the situation after the entry, such as "custody.phase"; none after a revert. */
  readonly after: (path: string) => Word;
}

/** Every path through the rules that some situation and entry take. */
export async function transitionPaths(call: TransitionCall, solver: Solver): Promise<TransitionPath[]> {
  return (await explorePaths(call, solver)).map((path) => ({
    ...path,
    outcome: outcomeOf(path),
    after: (name) => path.output(call.offsetAfter(`situation.${name}`)),
  }));
}

function outcomeOf({ end, output }: Path): TransitionPath["outcome"] {
  if (end === "revert") return "reverted";
  const length = valueOf(output(Number(valueOf(output(0)))));
  if (length === undefined) throw new Error("The length of the refusal depends on the input.");
  return length === 0n ? "allowed" : "refused";
}

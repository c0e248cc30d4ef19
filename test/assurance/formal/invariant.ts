import type { PlantedBug } from "./planted-bug.ts";
import type { Step } from "./step.ts";
import type { TransitionPath } from "./transition-path.ts";
import type { Word } from "./word.ts";

/** A statement about every entry in every sound situation. */
export interface Invariant {
  readonly sentence: string;
  /** What becomes of the entries that it is about. */
  readonly outcome: TransitionPath["outcome"];
  readonly holds: (step: Step) => Word;
  /** Breaks the invariant, so that a proof that finds nothing wrong with it proves nothing. */
  readonly plantedBug: PlantedBug;
}

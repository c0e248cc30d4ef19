import type { PlantedBug } from "./planted-bug.ts";
import type { Step } from "./step.ts";
import type { TransitionPath } from "./transition-path.ts";
import type { Word } from "./word.ts";

/** A statement about every entry in every sound situation. */
export interface Invariant {
  readonly sentence: string;
  /** The outcome of the entries that the invariant covers. */
  readonly outcome: TransitionPath["outcome"];
  readonly holds: (step: Step) => Word;
  /** Breaks the invariant: the proof must find it, otherwise the proof is void. */
  readonly plantedBug: PlantedBug;
}

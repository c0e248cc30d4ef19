import { type Harness, type HarnessCall, harnessCall } from "./harness-call.ts";

const WORD_BYTES = 32;

/** A call of a harness's `transition(situation, entry)` with any situation and any entry. */
export interface TransitionCall extends HarnessCall {
  /** Offset of a field of the situation in the returned bytes. */
  offsetAfter(path: string): number;
}

/** @param harness The ABI of the harness and its deployed bytecode. @param fixed Fields with one value, by path. */
export function transitionCall(harness: Harness, fixed: Readonly<Record<string, number>> = {}): TransitionCall {
  const call = harnessCall(harness, "transition", fixed);
  return {
    ...call,
    // The first word is the offset of the refusal. The situation follows it, as the entry follows the situation in the
    // arguments.
    offsetAfter: (path) => WORD_BYTES * (1 + call.indexOf(path)),
  };
}

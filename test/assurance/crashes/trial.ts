import type { Order } from "../steps/order.ts";

/** The result of a trial: whether the step came, and the problems after the crash. */
export interface Outcome {
  readonly reached: boolean;
  readonly problems: readonly string[];
}

/** A phase of a process's life in which it can be killed repeatedly. */
export interface Phase {
  readonly name: string;
  /** Runs the phase undisturbed. @returns the number of each step. */
  rehearse(): Promise<ReadonlyMap<string, number>>;
  /** Kills the process at a step, starts it again, and compares. */
  crash(order: Order): Promise<Outcome>;
}

/** A program whose crashes are tried. */
export interface Subject {
  readonly phases: readonly Phase[];
  close(): Promise<void>;
}

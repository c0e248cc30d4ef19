import type { Order } from "../steps/order.ts";

/** How a trial ended: whether the step came at all, and what was not as it must be after the crash. */
export interface Outcome {
  readonly reached: boolean;
  readonly problems: readonly string[];
}

/** One stretch of a process's life, in which it can be killed again and again. */
export interface Phase {
  readonly name: string;
  /** Lives through it undisturbed. @returns every step that was taken, and how often. */
  rehearse(): Promise<ReadonlyMap<string, number>>;
  /** Kills the process at a step of it, starts it again, and compares. */
  crash(order: Order): Promise<Outcome>;
}

/** A program whose crashes are tried. */
export interface Subject {
  readonly phases: readonly Phase[];
  close(): Promise<void>;
}

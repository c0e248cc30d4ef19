import { emptyWorkload, type Workload } from "./workload.ts";

/**
 * The states of the pipeline:
 *
 * ```
 *             start                    read
 *   stopped ────────▶ recovering ────────────────▶ carrying
 *      ▲               │   ▲  │ ▲ overheard           │
 *      │ stop          │   │  └─┘                     │
 *      └───────────────┘   └──────────────────────────┘
 *      ▲                    blocks undone, batch outdated
 *      └───────────────────────── stop ───────────────┘
 * ```
 *
 * A crash leads to `stopped` from any state and loses nothing, because `recovering` reads everything from the store.
 */
export type PipelineState = Stopped | Recovering | Carrying;

/** This gateway does not send. Sent transactions stay pending, and the next recovery finds them. */
interface Stopped {
  readonly phase: "stopped";
}

/** The pipeline reads the workload from the store, to replace the old workload. */
export interface Recovering {
  readonly phase: "recovering";
  /** Aborts when the pipeline stops. */
  readonly running: AbortController;
  /** The old workload, which is only counted, not sent. */
  readonly workload: Workload;
  /** Whether outcomes arrived during the read, which may have missed them, so that the read must be repeated. */
  readonly overheard: boolean;
}

/** The pipeline takes submissions in, and sends them in rounds. */
export interface Carrying {
  readonly phase: "carrying";
  /** Aborts when the pipeline stops. */
  readonly running: AbortController;
  readonly workload: Workload;
  readonly round: Round;
}

/** The next round of sending. `never`: not planned. `later`: waits for more submissions. `next`: queued. */
export type Round =
  { readonly due: "never" } | { readonly due: "later"; readonly timer: NodeJS.Timeout } | { readonly due: "next" };

export const STOPPED: Stopped = { phase: "stopped" };

const NO_WORK: Workload = emptyWorkload();

/** Gives the workload of a state; an empty workload for `stopped`. */
export const workloadOf = (state: PipelineState): Workload => (state.phase === "stopped" ? NO_WORK : state.workload);

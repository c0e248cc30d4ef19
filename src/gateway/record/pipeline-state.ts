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
 * A crash leads to `stopped` from anywhere. Nothing is lost by it: `recovering` reads everything from the store.
 */
export type PipelineState = Stopped | Recovering | Carrying;

/** Another gateway sends, or none does. What is on its way stays so, and is found by the next recovery. */
interface Stopped {
  readonly phase: "stopped";
}

/** The workload is being read from the store, and replaces the old one. */
export interface Recovering {
  readonly phase: "recovering";
  /** Aborts when the pipeline stops. */
  readonly running: AbortController;
  /** The workload until then: it is counted, and nothing in it is sent. */
  readonly workload: Workload;
  /** Outcomes were heard during the read, which may have missed them: read once more. */
  readonly overheard: boolean;
}

/** Submissions are taken in, and sent in rounds. */
export interface Carrying {
  readonly phase: "carrying";
  /** Aborts when the pipeline stops. */
  readonly running: AbortController;
  readonly workload: Workload;
  readonly round: Round;
}

/** The next round of sending: none is due, one waits for more to fill its batch, or one is queued and has not begun. */
export type Round =
  { readonly due: "never" } | { readonly due: "later"; readonly timer: NodeJS.Timeout } | { readonly due: "next" };

export const STOPPED: Stopped = { phase: "stopped" };

const NO_WORK: Workload = emptyWorkload();

/** Whatever is accepted and not settled in this state. */
export const workloadOf = (state: PipelineState): Workload => (state.phase === "stopped" ? NO_WORK : state.workload);

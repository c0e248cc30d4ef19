import type { ParticipantId } from "../entry.ts";
import { type MatterState, OPEN_JOINT_CASE } from "./matter-state.ts";

/** An agreement, a request, a journal or a joint case, with the fields of `ICooperationLedger.Matter`. */
export interface Matter {
  /** The state that the last act left; see {@link matterStateAt}. */
  readonly state: MatterState;
  readonly sequence: number;
  /** The proposer of an agreement, the requester, the convener of a joint case, or the author of a journal. */
  readonly opener: ParticipantId;
  /** The authority that a request is sent to; 0 in another matter. */
  readonly answerer: ParticipantId;
  /** Number of parties of an agreement, or of invited members of a joint case that have not left. */
  readonly parties: number;
  readonly signed: number;
  readonly suspensions: number;
  /**
   * Number of parties of the replaced agreement among the parties of a proposal, or of members of a joint case that agree
   * to prolong it.
   */
  readonly agreeing: number;
  /**
   * Unix seconds: the end of an agreement, 0 for never, or of a joint case; or the time by which the side of a request that
   * must act next is to do so.
   */
  readonly endsAt: number;
  /**
   * Seconds: the notice of a denunciation; what remains of the answerer's time while a request is incomplete; or what the
   * pending prolongation of a joint case adds, 0 without one.
   */
  readonly period: number;
  /** A code of ENDINGS for an agreement, of JOINT_CASE_ENDINGS for a joint case, of OUTCOMES for a closed request. */
  readonly code: number;
  /** The measures of an agreement, or the one of a request, as bits. */
  readonly measures: number;
  /** Number of prolongations that members of a joint case proposed, modulo 2 ** 16. */
  readonly round: number;
}

export const UNKNOWN_MATTER: Matter = {
  state: "Unknown",
  sequence: 0,
  opener: 0,
  answerer: 0,
  parties: 0,
  signed: 0,
  suspensions: 0,
  agreeing: 0,
  endsAt: 0,
  period: 0,
  code: 0,
  measures: 0,
  round: 0,
};

const LASTING: readonly MatterState[] = ["Proposed", "InForce", "Suspended"];

/** The state at `time`, in Unix seconds: an agreement and a joint case end by time alone. */
export function matterStateAt({ state, endsAt }: Matter, time: number): MatterState {
  if (endsAt === 0 || time < endsAt) return state;
  if (LASTING.includes(state)) return "Ended";
  return OPEN_JOINT_CASE.includes(state) ? "Concluded" : state;
}

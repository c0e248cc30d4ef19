import type { ParticipantId } from "../entry.ts";
import type { MatterState } from "./matter-state.ts";

/** An agreement or a request, with the fields of `ICooperationLedger.Matter`. */
export interface Matter {
  /** The state that the last act left; see {@link matterStateAt}. */
  readonly state: MatterState;
  readonly sequence: number;
  /** The proposer of an agreement, or the requester. */
  readonly opener: ParticipantId;
  /** The authority that a request is sent to; 0 in an agreement. */
  readonly answerer: ParticipantId;
  readonly parties: number;
  readonly signed: number;
  readonly suspensions: number;
  /** Number of parties of the replaced agreement among the parties of a proposal. */
  readonly agreeing: number;
  /** Unix seconds: the end of an agreement, 0 for never; or the time by which the side that must act next is to do so. */
  readonly endsAt: number;
  /** Seconds: the notice of a denunciation; or what remains of the answerer's time while a request is incomplete. */
  readonly period: number;
  /** A code of ENDINGS for an agreement, of OUTCOMES for a closed request. */
  readonly code: number;
  /** The measures of an agreement, or the one of a request, as bits. */
  readonly measures: number;
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
};

const LASTING: readonly MatterState[] = ["Proposed", "InForce", "Suspended"];

/** The state at `time`, in Unix seconds: an agreement ends by time alone. */
export function matterStateAt({ state, endsAt }: Matter, time: number): MatterState {
  return LASTING.includes(state) && endsAt !== 0 && time >= endsAt ? "Ended" : state;
}

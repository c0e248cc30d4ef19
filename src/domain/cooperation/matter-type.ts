import type { MatterState } from "./matter-state.ts";
import { AGREEMENT_STATES, JOINT_CASE_STATES, REQUEST_STATES } from "./matter-state.ts";

/** What a matter is. */
export const MATTER_TYPES = ["agreement", "request", "journal", "jointCase"] as const;

export type MatterType = (typeof MATTER_TYPES)[number];

/** What a matter in this state is. */
export function matterTypeOf(state: MatterState): MatterType {
  if (AGREEMENT_STATES.includes(state)) return "agreement";
  if (JOINT_CASE_STATES.includes(state)) return "jointCase";
  return REQUEST_STATES.includes(state) ? "request" : "journal";
}

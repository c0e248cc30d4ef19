import type { MatterState } from "./matter-state.ts";
import { AGREEMENT_STATES, REQUEST_STATES } from "./matter-state.ts";

/** What a matter is. */
export const MATTER_TYPES = ["agreement", "request", "journal"] as const;

export type MatterType = (typeof MATTER_TYPES)[number];

/** What a matter in this state is. */
export function matterTypeOf(state: MatterState): MatterType {
  if (AGREEMENT_STATES.includes(state)) return "agreement";
  return REQUEST_STATES.includes(state) ? "request" : "journal";
}

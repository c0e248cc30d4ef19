import type { ParticipantId } from "../entry.ts";
import type { Matter } from "./matter.ts";
import { REQUEST_STATES } from "./matter-state.ts";
import type { Seat } from "./seat.ts";

/**
 * Whether a participant is the requester or the answerer of a request, or signed the agreement or the
 * joint case.
 *
 * @param seat of the participant in the matter.
 */
export function isSide({ state, opener, answerer }: Matter, participant: ParticipantId, seat: Seat): boolean {
  return REQUEST_STATES.includes(state) ? participant === opener || participant === answerer : seat.signed;
}

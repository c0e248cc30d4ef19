import type { Hex, ParticipantId } from "../../src/domain/entry.ts";
import type { Moment } from "../../src/domain/rules/moment.ts";
import type { RoleBits } from "../../src/domain/rules/role.ts";

/** The jurisdiction of all participants of {@link momentOfRoles}: NL. */
export const ONE_JURISDICTION: Hex = "0x4e4c";

/** A moment at which all participants are of one jurisdiction. @param time Unix seconds; the start of the test chain. */
export function momentOfRoles(rolesOf: (participant: ParticipantId) => RoleBits, time = 1_767_225_600): Moment {
  return { time, rolesOf, jurisdictionOf: () => ONE_JURISDICTION };
}

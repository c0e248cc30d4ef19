import type { Hex, ParticipantId } from "../entry.ts";
import { activeRoles, type Participant } from "../participant.ts";
import { countryToBytes } from "../places/country-bytes.ts";
import type { RoleBits } from "./role.ts";

/** When an entry or an act is recorded, and who is then active. */
export interface Moment {
  /** Unix seconds of the block. */
  readonly time: number;
  /** As `IConsortium.activeRolesOf`: 0 for an inactive participant and for number 0. */
  readonly rolesOf: (participant: ParticipantId) => RoleBits;
  /** The jurisdiction of a participant, ISO 3166-1 alpha-2 as two bytes. */
  readonly jurisdictionOf: (participant: ParticipantId) => Hex;
}

/** The moment at `time` among the participants that `find` knows. */
export function momentOf(
  time: number,
  find: (participant: ParticipantId) => Pick<Participant, "roles" | "suspended" | "jurisdiction"> | undefined,
): Moment {
  return {
    time,
    rolesOf: (id) => activeRoles(find(id)),
    jurisdictionOf: (id) => countryToBytes(find(id)?.jurisdiction ?? ""),
  };
}

import type { Moment } from "../../domain/cooperation/cooperation-state.ts";
import { jurisdictionBytes } from "../../domain/cooperation/jurisdiction-bytes.ts";
import { activeRoles } from "../../domain/participant.ts";
import type { ReadContext } from "../read/read-context.ts";

/** The registry of now, and the time at which an act would be recorded, by which the rules predict its outcome. */
export function momentAt(directory: ReadContext["directory"], time: number): Moment {
  return {
    time,
    rolesOf: (participant) => activeRoles(directory.get(participant)),
    jurisdictionOf: (participant) => jurisdictionBytes(directory.get(participant)?.jurisdiction),
  };
}

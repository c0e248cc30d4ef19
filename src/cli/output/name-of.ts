import type { ParticipantReference } from "../../gateway/read/participant-reference.ts";

/** A participant as a table names it; nothing for nobody. */
export function nameOf(participant: ParticipantReference | null): string {
  return participant === null ? "" : (participant.name ?? `participant ${participant.id}`);
}

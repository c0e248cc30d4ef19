import type { ParticipantView } from "../../api/participant.ts";
import type { Participant } from "../../domain/participant.ts";
import { roleNames } from "../../domain/rules/role.ts";

export function viewParticipant(participant: Participant): ParticipantView {
  const { id, name, roles, jurisdiction, suspended, keys } = participant;
  return { id, name, roles: roleNames(roles), jurisdiction, suspended, keys };
}

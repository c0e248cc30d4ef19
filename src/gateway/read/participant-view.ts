import type { ParticipantId } from "../../domain/entry.ts";
import type { Participant, ParticipantKey } from "../../domain/participant.ts";
import { roleNames, type Role } from "../../domain/rules/role.ts";

/** A participant with its keys, as answers show it. Times are Unix seconds. */
export interface ParticipantView {
  readonly id: ParticipantId;
  readonly name: string;
  readonly roles: readonly Role[];
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  readonly suspended: boolean;
  readonly keys: readonly ParticipantKey[];
}

export function viewParticipant(participant: Participant): ParticipantView {
  const { id, name, roles, jurisdiction, suspended, keys } = participant;
  return { id, name, roles: roleNames(roles), jurisdiction, suspended, keys };
}

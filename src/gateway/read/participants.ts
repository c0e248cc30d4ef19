import type { ParticipantReference, ParticipantView } from "../../api/participant.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import { roleNames } from "../../domain/rules/role.ts";
import type { ReadContext } from "./read-context.ts";

/** A participant changes by being replaced in the directory, so that its reference can be kept beside it. */
const references = new WeakMap<object, ParticipantReference>();

/** The participant with this number. */
export function referenceTo(directory: ReadContext["directory"], id: ParticipantId): ParticipantReference {
  const participant = directory.get(id);
  if (participant === undefined) return { id, name: null, roles: [], jurisdiction: null };
  let reference = references.get(participant);
  if (reference === undefined) {
    const { name, roles, jurisdiction } = participant;
    reference = { id, name, roles: roleNames(roles), jurisdiction };
    references.set(participant, reference);
  }
  return reference;
}

/** The participant with this number, or `null` for 0, which is nobody. */
export function referenceOrNull(directory: ReadContext["directory"], id: ParticipantId): ParticipantReference | null {
  return id === 0 ? null : referenceTo(directory, id);
}

export function viewParticipant(participant: Participant): ParticipantView {
  const { id, name, roles, jurisdiction, suspended, keys } = participant;
  return { id, name, roles: roleNames(roles), jurisdiction, suspended, keys };
}

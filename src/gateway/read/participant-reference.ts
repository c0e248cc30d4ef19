import type { ParticipantId } from "../../domain/entry.ts";
import { roleNames, type Role } from "../../domain/role.ts";
import type { Reading } from "./reading.ts";

/** A participant as answers name it. */
export interface ParticipantReference {
  readonly id: ParticipantId;
  /** `null` when the directory does not know the participant (yet). */
  readonly name: string | null;
  readonly roles: readonly Role[];
  /** ISO 3166-1 alpha-2, or empty when unknown. */
  readonly jurisdiction: string;
}

type Directory = Reading["directory"];

const references = new WeakMap<object, ParticipantReference>();

/** The participant with this number, or `null` for 0, which is nobody. */
export function referenceTo(directory: Directory, id: ParticipantId): ParticipantReference | null {
  if (id === 0) return null;
  const participant = directory.get(id);
  if (participant === undefined) return { id, name: null, roles: [], jurisdiction: "" };
  let reference = references.get(participant);
  // The roles are compared because a directory may change a participant in place.
  if (reference === undefined || reference.name !== participant.name) {
    const { name, roles, jurisdiction } = participant;
    reference = { id, name, roles: roleNames(roles), jurisdiction };
    references.set(participant, reference);
  }
  return reference;
}

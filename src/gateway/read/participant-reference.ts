import type { ParticipantId } from "../../domain/entry.ts";
import { roleNames, type Role } from "../../domain/rules/role.ts";
import type { Reading } from "./reading.ts";

/** A participant as answers name it. */
export interface ParticipantReference {
  readonly id: ParticipantId;
  /** `null` when the directory does not know the participant. */
  readonly name: string | null;
  readonly roles: readonly Role[];
  /** ISO 3166-1 alpha-2; `null` when the directory does not know the participant. */
  readonly jurisdiction: string | null;
}

/** A participant changes by being replaced in the directory, so that its reference can be kept beside it. */
const references = new WeakMap<object, ParticipantReference>();

/** The participant with this number, or `null` for 0, which is nobody. */
export function referenceTo(directory: Reading["directory"], id: ParticipantId): ParticipantReference | null {
  if (id === 0) return null;
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

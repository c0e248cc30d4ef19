import type { ParticipantReference, ParticipantView } from "../../api/participant.ts";
import { warned, warningOf } from "../../api/warning.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import { countryAdvice, isCountryCode } from "../../domain/places/country.ts";
import { roleNames } from "../../domain/rules/role.ts";
import type { ReadContext } from "./read-context.ts";

/** Cache of references. It is always valid, because the directory replaces the object of a changed participant. */
const references = new WeakMap<object, ParticipantReference>();

/** Makes the reference to a participant by its id. */
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

/** Makes the reference to a participant by its id, or `null` for 0. */
export function referenceOrNull(directory: ReadContext["directory"], id: ParticipantId): ParticipantReference | null {
  return id === 0 ? null : referenceTo(directory, id);
}

export function viewParticipant(participant: Participant): ParticipantView {
  const { id, name, roles, jurisdiction, suspended, keys } = participant;
  const view = { id, name, roles: roleNames(roles), jurisdiction, suspended, keys };
  if (isCountryCode(jurisdiction)) return view;
  const facts = { code: jurisdiction, advice: countryAdvice(jurisdiction) };
  return { ...view, ...warned([warningOf("unknown-country", "/jurisdiction", facts)]) };
}

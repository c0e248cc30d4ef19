import type { Place } from "../../domain/payload/summary.ts";
import type { ParticipantReference } from "../../api/participant.ts";

/** Gives the name of a participant, or its id if the name is unknown; empty for null. */
export function nameOf(participant: ParticipantReference | null): string {
  return participant === null ? "" : (participant.name ?? `participant ${participant.id}`);
}

/** Gives the name of a place, or its UN/LOCODE if it has no name; empty without a place. */
export function nameOfPlace(place: Place | null | undefined): string {
  if (place === null || place === undefined) return "";
  if (place.name === undefined && place.locode !== undefined) return place.locode;
  const name = place.name ?? place.id ?? "";
  return place.country === undefined || name.endsWith(place.country) ? name : `${name} ${place.country}`.trim();
}

import type { Place } from "../../domain/payload/summary.ts";
import type { ParticipantReference } from "../../api/participant.ts";

/** The name of a participant, or its number while the name is unknown; empty for null. */
export function nameOf(participant: ParticipantReference | null): string {
  return participant === null ? "" : (participant.name ?? `participant ${participant.id}`);
}

/** The name of a place, or its code while it has none; empty where the payload names no place. */
export function nameOfPlace(place: Place | null | undefined): string {
  if (place === null || place === undefined) return "";
  if (place.name === undefined && place.locode !== undefined) return place.locode;
  const name = place.name ?? place.id ?? "";
  return place.country === undefined || name.endsWith(place.country) ? name : `${name} ${place.country}`.trim();
}

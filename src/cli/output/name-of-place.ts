import type { Place } from "../../domain/payload/summary.ts";

/** A place as a table names it; nothing where the payload names none. */
export function nameOfPlace(place: Place | null | undefined): string {
  if (place === null || place === undefined) return "";
  if (place.name === undefined && place.locode !== undefined) return place.locode;
  const name = place.name ?? place.id ?? "";
  return place.country === undefined || name.endsWith(place.country) ? name : `${name} ${place.country}`.trim();
}

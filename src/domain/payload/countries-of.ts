import type { JsonObject } from "../encoding/json.ts";
import { isUnLocode, parseUnLocode } from "../places/un-locode.ts";

/**
 * The countries that a payload's places are in, ISO 3166-1 alpha-2, sorted: that of `portolan:place` and those of
 * `portolan:itinerary`. By them a customs agency sees the shipments that concern its country. Other places do not count:
 * neither a GLN nor a geo URI tells its country.
 */
export function countriesOf(payload: JsonObject): string[] {
  const itinerary = payload["portolan:itinerary"];
  const places: unknown[] = [payload["portolan:place"]];
  if (Array.isArray(itinerary)) places.push(...itinerary);
  const countries = places.filter(isUnLocode).map((place) => parseUnLocode(place).country);
  return [...new Set(countries.filter((country) => country !== undefined))].sort();
}

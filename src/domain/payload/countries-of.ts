import type { JsonObject } from "../encoding/json.ts";
import { isUnLocode, parseUnLocode } from "../places/un-locode.ts";

/**
 * The countries of a payload's places, ISO 3166-1 alpha-2, sorted: those of `portolan:place` and `portolan:itinerary`.
 * Customs agencies of these countries may read the shipment. GLNs and geo URIs do not contain a country.
 */
export function countriesOf(payload: JsonObject): string[] {
  const itinerary = payload["portolan:itinerary"];
  const places: unknown[] = [payload["portolan:place"]];
  if (Array.isArray(itinerary)) places.push(...itinerary);
  const countries = places.filter(isUnLocode).map((place) => parseUnLocode(place).country);
  return [...new Set(countries.filter((country) => country !== undefined))].sort();
}

import { UN_LOCODE_POSITIONS } from "../../shipment/map/un-locode-positions.ts";

/** The id of the list that fields for places suggest from. */
export const PLACES_LIST = "un-locodes";

const COUNTRIES = new Intl.DisplayNames(undefined, { type: "region" });

/** Places of trade by UN/LOCODE, with the country of each. Any other code may be typed. */
export function PlaceSuggestions() {
  return (
    <datalist id={PLACES_LIST}>
      {Array.from(UN_LOCODE_POSITIONS.keys(), (code) => (
        <option key={code} value={code}>
          {COUNTRIES.of(code.slice(0, 2))}
        </option>
      ))}
    </datalist>
  );
}

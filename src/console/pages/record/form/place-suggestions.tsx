import { locale } from "../../../texts/language.ts";
import { UN_LOCODE_POSITIONS } from "../../shipment/map/un-locode-positions.ts";

/** The id of the list that fields for places suggest from. */
export const PLACES_LIST = "un-locodes";

/** Places of trade by UN/LOCODE, with the country of each. Any other code may be typed. */
export function PlaceSuggestions() {
  const countries = new Intl.DisplayNames(locale(), { type: "region" });
  return (
    <datalist id={PLACES_LIST}>
      {Array.from(UN_LOCODE_POSITIONS.keys(), (code) => (
        <option key={code} value={code}>
          {countries.of(code.slice(0, 2))}
        </option>
      ))}
    </datalist>
  );
}

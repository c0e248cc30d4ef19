import { isCountryCode } from "./country.ts";
import { PortolanError } from "../errors/portolan-error.ts";

/** A location in the code list of UNECE Recommendation 16. */
export interface UnLocode {
  /** Five characters, without the space that printed lists show after the country. */
  readonly code: string;
  /** ISO 3166-1 alpha-2; absent for `XZ`, installations in international waters. */
  readonly country?: string;
}

/**
 * Reads a UN/LOCODE, `BRSSZ` or `BR SSZ`. It checks only form and country, because the list of locations changes twice
 * a year.
 *
 * @throws `PlaceInvalid`.
 */
export function parseUnLocode(text: string): UnLocode {
  if (/^[A-Z]{2} ?[A-Z2-9]{3}$/.test(text.trim())) {
    const code = text.trim().replace(" ", "");
    const country = code.slice(0, 2);
    if (isCountryCode(country)) return { code, country };
    if (country === "XZ") return { code };
  }
  throw new PortolanError("PlaceInvalid", {
    place: text.slice(0, 40),
    expected: "a UN/LOCODE: a country's code and three more characters, such as BRSSZ",
  });
}

export function isUnLocode(value: unknown): value is string {
  try {
    return typeof value === "string" && parseUnLocode(value).code === value;
  } catch {
    return false;
  }
}

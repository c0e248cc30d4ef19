import { isCountryCode } from "../places/country.ts";
import type { Identifier } from "./canonical-identifier.ts";

/** Last digit of the year, country of the issuer, its national number and its own reference: 35 characters in all. */
const UCR = /^\d([A-Z]{2})[0-9A-Z()-]{1,32}$/;
const URN_PREFIX = "urn:portolan:ucr:";

/**
 * A Unique Consignment Reference after the WCO's UCR Recommendation (`6BR12345678000195-LOT4711`), bare or with our URN
 * prefix; the WCO registered no URI form.
 *
 * @returns `undefined` for anything else.
 */
export function ucrIdentifier(text: string): Identifier | undefined {
  const bare = (text.toLowerCase().startsWith(URN_PREFIX) ? text.slice(URN_PREFIX.length) : text).toUpperCase();
  const country = UCR.exec(bare)?.[1];
  if (country === undefined || !isCountryCode(country)) return undefined;
  return { uri: URN_PREFIX + bare, scheme: "ucr", names: "unit" };
}

import { isCountryCode } from "../places/country.ts";
import type { Identifier } from "./canonical-identifier.ts";

/** Last digit of the year, country of the issuer, its national number and its own reference: at most 35 characters. */
const UCR = /^\d([A-Z]{2})[0-9A-Z()-]{1,32}$/;
const URN_PREFIX = "urn:portolan:ucr:";

/**
 * A Unique Consignment Reference of the WCO's UCR Recommendation (`6BR12345678000195-LOT4711`), bare or with Portolan's
 * URN prefix: the WCO registered no URI form.
 *
 * @returns `undefined` for any other text.
 */
export function ucrIdentifier(text: string): Identifier | undefined {
  const bare = (text.toLowerCase().startsWith(URN_PREFIX) ? text.slice(URN_PREFIX.length) : text).toUpperCase();
  const country = UCR.exec(bare)?.[1];
  if (country === undefined || !isCountryCode(country)) return undefined;
  return { uri: URN_PREFIX + bare, scheme: "ucr", names: "unit" };
}

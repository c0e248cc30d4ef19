import { bytesOf, hexOf } from "../encoding/hex.ts";
import type { Hex } from "../entry.ts";

/** No country. */
export const NO_COUNTRY: Hex = "0x0000";

/** A country code as the contracts store it: two ASCII letters as `bytes2`; zeros without a country. */
export function countryToBytes(code: string): Hex {
  return code === "" ? NO_COUNTRY : hexOf(Uint8Array.from(code, (letter) => letter.charCodeAt(0)));
}

/** The country code in a `bytes2` of the contracts; empty for zeros. */
export function countryFromBytes(bytes: Hex): string {
  return bytes === NO_COUNTRY ? "" : String.fromCharCode(...bytesOf(bytes));
}

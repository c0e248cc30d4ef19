import type { Hex } from "../domain/entry.ts";

/** The `0x` hexadecimal that ethers gives as a text, in lower case. */
export function lowerHex(text: string): Hex {
  return `0x${text.slice(2).toLowerCase()}`;
}

import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "../entry.ts";

/** The bytes of `0x` hexadecimal in either case. @throws RangeError, TypeError for any other text. */
export function bytesOf(hex: Hex): Uint8Array {
  return hexToBytes(hex.slice(2));
}

/** Bytes as lower-case `0x` hexadecimal; also in a browser, where there is no `Buffer`. */
export function hexOf(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(bytes)}`;
}

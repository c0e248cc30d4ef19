import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "../entry.ts";

/** Node's `Buffer`, ten times as fast as the loop for browsers, which lack it. */
const { Buffer } = globalThis as Partial<Pick<typeof globalThis, "Buffer">>;

/** The bytes of `0x` hexadecimal in either case. @throws RangeError or TypeError for any other text. */
export function bytesOf(hex: Hex): Uint8Array {
  const digits = hex.slice(2);
  if (Buffer === undefined) return hexToBytes(digits);
  const bytes = Buffer.from(digits, "hex");
  // `Buffer.from` stops at the first character that is not a digit.
  if (bytes.length * 2 !== digits.length) throw new RangeError("The text is not hexadecimal.");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Bytes as lower-case `0x` hexadecimal. */
export function hexOf(bytes: Uint8Array): Hex {
  if (Buffer === undefined) return `0x${bytesToHex(bytes)}`;
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")}`;
}

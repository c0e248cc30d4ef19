import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** Hexadecimal digits of one ABI word. */
const DIGITS = 64;

/**
 * Checks that `data` is lower-case hexadecimal of whole 32-byte words, so that the readers below meet nothing else.
 *
 * @throws AbiMalformed
 */
export function requireWords(data: Hex): void {
  if (!/^0x[0-9a-f]*$/.test(data) || (data.length - 2) % DIGITS !== 0)
    throw new PortolanError("AbiMalformed", { problem: "it is not lower-case hexadecimal of whole 32-byte words" });
}

/** The word at `index`, counted in words. @throws AbiMalformed when there is none. */
export function wordAt(data: Hex, index: number): Bytes32 {
  return `0x${digitsAt(data, index)}`;
}

/**
 * The unsigned integer in the word at `index`.
 *
 * @param bytes Size of its Solidity type, at most 6, so that a JavaScript number holds it.
 * @throws AbiMalformed when a higher bit is set.
 */
export function numberAt(data: Hex, index: number, bytes: number): number {
  const digits = digitsAt(data, index);
  const unused = DIGITS - 2 * bytes;
  if (!ZEROS.startsWith(digits.slice(0, unused)))
    throw new PortolanError("AbiMalformed", { problem: `word ${index} exceeds ${8 * bytes} bits` });
  return parseInt(digits.slice(unused), 16);
}

/** Checks the offset of a dynamic value, which the one canonical encoding fixes. @throws AbiMalformed */
export function requireOffset(data: Hex, index: number, words: number): void {
  if (numberAt(data, index, 6) !== words * 32)
    throw new PortolanError("AbiMalformed", { problem: `the offset in word ${index} is not ${words * 32}` });
}

/**
 * The `bytes` value whose length is in the word at `index`.
 *
 * @returns the value, and the index of the first word behind it.
 * @throws AbiMalformed when it is cut short or its padding is not zero.
 */
export function bytesAt(data: Hex, index: number): { readonly bytes: Hex; readonly end: number } {
  const length = numberAt(data, index, 6);
  const end = index + 1 + Math.ceil(length / 32);
  if (2 + end * DIGITS > data.length)
    throw new PortolanError("AbiMalformed", {
      problem: `the ${length} bytes announced in word ${index} are cut short`,
    });
  const start = 2 + (index + 1) * DIGITS;
  const padding = data.slice(start + 2 * length, 2 + end * DIGITS);
  if (!ZEROS.startsWith(padding))
    throw new PortolanError("AbiMalformed", {
      problem: `the bytes announced in word ${index} are not padded with zeros`,
    });
  return { bytes: `0x${data.slice(start, start + 2 * length)}`, end };
}

/** Checks that nothing follows the first `words` words. @throws AbiMalformed */
export function requireEnd(data: Hex, words: number): void {
  if (data.length !== 2 + words * DIGITS)
    throw new PortolanError("AbiMalformed", {
      problem: `it has ${(data.length - 2) / DIGITS} words instead of ${words}`,
    });
}

const ZEROS = "0".repeat(DIGITS);

function digitsAt(data: Hex, index: number): string {
  const start = 2 + index * DIGITS;
  if (start + DIGITS > data.length) throw new PortolanError("AbiMalformed", { problem: `there is no word ${index}` });
  return data.slice(start, start + DIGITS);
}

import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** Bytes of one ABI word. */
const WORD = 32;

/** ABI-encoded data as text and as bytes. */
export interface AbiWords {
  readonly hex: Hex;
  readonly bytes: Uint8Array;
}

/**
 * @param hex lower-case hexadecimal of whole 32-byte words.
 * @throws AbiMalformed when it is anything else.
 */
export function abiWords(hex: Hex): AbiWords {
  // Decoding stops at the first character that is not a digit, so that the length shows any such character.
  const bytes = Buffer.from(hex.slice(2), "hex");
  const sound =
    bytes.length % WORD === 0 &&
    hex.length === 2 + 2 * bytes.length &&
    hex.startsWith("0x") &&
    hex === hex.toLowerCase();
  if (!sound)
    throw new PortolanError("AbiMalformed", { problem: "it is not lower-case hexadecimal of whole 32-byte words" });
  return { hex, bytes };
}

/** The word at `index`, counted in words. @throws AbiMalformed beyond the last word. */
export function wordAt(words: AbiWords, index: number): Bytes32 {
  requireWord(words, index);
  return textOf(words, index * WORD, WORD);
}

/**
 * The unsigned integer in the word at `index`.
 *
 * @param size Bytes of its Solidity type, at most 6, so that a JavaScript number holds it.
 * @throws AbiMalformed when a higher bit is set.
 */
export function numberAt(words: AbiWords, index: number, size: number): number {
  requireWord(words, index);
  const { bytes } = words;
  const end = (index + 1) * WORD;
  if (!isZero(bytes, index * WORD, end - size))
    throw new PortolanError("AbiMalformed", { problem: `word ${index} exceeds ${8 * size} bits` });
  let number = 0;
  for (let at = end - size; at < end; at += 1) number = number * 256 + (bytes[at] as number);
  return number;
}

/** Checks the offset of a dynamic value, which the one canonical encoding fixes. @throws AbiMalformed */
export function requireOffset(words: AbiWords, index: number, expected: number): void {
  if (numberAt(words, index, 6) !== expected * WORD)
    throw new PortolanError("AbiMalformed", { problem: `the offset in word ${index} is not ${expected * WORD}` });
}

/**
 * The `bytes` value whose length is in the word at `index`.
 *
 * @returns the value, and the index of the first word behind it.
 * @throws AbiMalformed when it is cut short or its padding is not zero.
 */
export function bytesAt(words: AbiWords, index: number): { readonly value: Hex; readonly end: number } {
  const length = numberAt(words, index, 6);
  const end = index + 1 + Math.ceil(length / WORD);
  if (end * WORD > words.bytes.length)
    throw new PortolanError("AbiMalformed", {
      problem: `the ${length} bytes announced in word ${index} are cut short`,
    });
  const start = (index + 1) * WORD;
  if (!isZero(words.bytes, start + length, end * WORD))
    throw new PortolanError("AbiMalformed", {
      problem: `the bytes announced in word ${index} are not padded with zeros`,
    });
  return { value: textOf(words, start, length), end };
}

/** Checks that nothing follows the first `count` words. @throws AbiMalformed */
export function requireEnd({ bytes }: AbiWords, count: number): void {
  if (bytes.length !== count * WORD)
    throw new PortolanError("AbiMalformed", { problem: `it has ${bytes.length / WORD} words instead of ${count}` });
}

function requireWord({ bytes }: AbiWords, index: number): void {
  if ((index + 1) * WORD > bytes.length)
    throw new PortolanError("AbiMalformed", { problem: `there is no word ${index}` });
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  let set = 0;
  for (let at = from; at < to; at += 1) set |= bytes[at] as number;
  return set === 0;
}

function textOf({ hex }: AbiWords, start: number, length: number): Hex {
  return `0x${hex.slice(2 + 2 * start, 2 + 2 * (start + length))}`;
}

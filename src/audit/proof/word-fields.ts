import type { Bytes32 } from "../../domain/entry.ts";

/**
 * Reads fields that Solidity packed into one word, from the lowest byte up.
 *
 * @param sizes bytes of each field, at most 6, in the order of the struct.
 * @returns the values of the fields; `undefined` if a bit beyond the last field is set.
 */
export function wordFields(word: Bytes32, sizes: readonly number[]): number[] | undefined {
  let end = word.length;
  const fields = sizes.map((size) => {
    const digits = word.slice(end - 2 * size, end);
    end -= 2 * size;
    return parseInt(digits, 16);
  });
  return /[^0]/.test(word.slice(2, end)) ? undefined : fields;
}

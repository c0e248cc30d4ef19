import type { Bytes32 } from "../../domain/entry.ts";

/** Packs values into a word, from the lowest bit up, each with its size in bytes. */
export function packedWord(fields: readonly (readonly [value: number | bigint, bytes: number])[]): Bytes32 {
  const digits = fields.map(([value, bytes]) => value.toString(16).padStart(2 * bytes, "0"));
  return `0x${digits.reverse().join("").padStart(64, "0")}`;
}

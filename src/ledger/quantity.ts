import type { Hex } from "../domain/entry.ts";

/** A whole number as JSON-RPC writes a QUANTITY: hexadecimal without leading zeros. */
export function quantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`;
}

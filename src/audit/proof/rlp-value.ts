import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { RlpValue } from "./decode-rlp.ts";

/**
 * Reads the items of a list.
 *
 * @param lengths permitted numbers of items; any number when absent.
 * @throws RlpMalformed
 */
export function listItems(value: RlpValue | undefined, what: string, ...lengths: number[]): readonly RlpValue[] {
  if (value === undefined || value instanceof Uint8Array) throw malformed(`${what} is not a list`);
  if (lengths.length > 0 && !lengths.includes(value.length)) throw malformed(`${what} has ${value.length} items`);
  return value;
}

/** Reads a byte string. @param length exact number of bytes; any number when absent. @throws RlpMalformed */
export function byteString(value: RlpValue | undefined, what: string, length?: number): Uint8Array {
  if (!(value instanceof Uint8Array)) throw malformed(`${what} is a list or missing`);
  if (length !== undefined && value.length !== length) throw malformed(`${what} has ${value.length} bytes`);
  return value;
}

/** Reads an unsigned big-endian integer of at most 256 bits without leading zeros. @throws RlpMalformed */
export function bigInteger(value: RlpValue | undefined, what: string): bigint {
  const bytes = byteString(value, what);
  if (bytes[0] === 0) throw malformed(`${what} begins with zero`);
  if (bytes.length > 32) throw malformed(`${what} exceeds 256 bits`);
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** Reads an integer like {@link bigInteger}, below 2^53. @throws RlpMalformed */
export function integer(value: RlpValue | undefined, what: string): number {
  const number = Number(bigInteger(value, what));
  if (!Number.isSafeInteger(number)) throw malformed(`${what} exceeds 2^53`);
  return number;
}

function malformed(problem: string): PortolanError {
  return new PortolanError("RlpMalformed", { problem });
}

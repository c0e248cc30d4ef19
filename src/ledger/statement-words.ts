import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/**
 * Writes 32 bytes as a word.
 *
 * @param target must be zero where values leave their word unused.
 * @throws EntryFieldInvalid when the value is anything else; `target` is then partly written.
 */
export function writeWord(target: Buffer, offset: number, field: string, value: Hex): void {
  // `write` stops at the first character that is not hexadecimal, and its count shows it.
  const sound =
    typeof value === "string" &&
    value.length === 66 &&
    value.startsWith("0x") &&
    target.write(value.slice(2), offset, 32, "hex") === 32;
  if (!sound)
    throw new PortolanError("EntryFieldInvalid", {
      field,
      value: shown(value),
      expected: "0x and 64 hexadecimal digits",
    });
}

/**
 * Writes an unsigned integer as a word.
 *
 * @param bytes of its Solidity type.
 * @throws EntryFieldInvalid when the value does not fit the type.
 */
export function writeNumber(target: Buffer, offset: number, field: string, value: number, bytes: 1 | 2 | 4 | 5): void {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * bytes))
    throw new PortolanError("EntryFieldInvalid", {
      field,
      value: shown(value),
      expected: `a whole number below 2^${8 * bytes}`,
    });
  target.writeUIntBE(value, offset + 32 - bytes, bytes);
}

function shown(value: unknown): string {
  return String(value).slice(0, 80);
}

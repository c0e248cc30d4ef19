import type { Entry, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** The bytes that {@link writeEntryWords} writes: eight words of 32. */
export const ENTRY_BYTES = 8 * 32;

/**
 * Writes an entry as eight 32-byte words. All its fields are atomic, so its EIP-712 `encodeData` and its ABI encoding
 * are the same bytes. `target` must be zero where numbers leave their word unused.
 *
 * @throws EntryFieldInvalid when a field does not fit its Solidity type; `target` is then partly written.
 */
export function writeEntryWords(target: Buffer, offset: number, entry: Entry): void {
  writeWord(target, offset, "shipment", entry.shipment);
  writeWord(target, offset + 32, "previous", entry.previous);
  writeNumber(target, offset + 64, "kind", entry.kind, 1);
  writeNumber(target, offset + 96, "author", entry.author, 4);
  writeNumber(target, offset + 128, "counterparty", entry.counterparty, 4);
  writeWord(target, offset + 160, "refersTo", entry.refersTo);
  writeNumber(target, offset + 192, "occurredAt", entry.occurredAt, 5);
  writeWord(target, offset + 224, "commitment", entry.commitment);
}

function writeWord(target: Buffer, offset: number, field: string, value: Hex): void {
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

function writeNumber(target: Buffer, offset: number, field: string, value: number, bytes: 1 | 4 | 5): void {
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

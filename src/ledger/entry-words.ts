import type { Entry } from "../domain/entry.ts";
import { writeNumber, writeWord } from "./statement-words.ts";

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

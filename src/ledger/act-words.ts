import type { Act } from "../domain/cooperation/act.ts";
import { writeNumber, writeWord } from "./statement-words.ts";

/** The bytes that {@link writeActWords} writes: twelve words of 32. */
export const ACT_BYTES = 12 * 32;

/**
 * Writes an act as twelve 32-byte words, which are its EIP-712 `encodeData` and its ABI encoding alike. `target` must be
 * zero where numbers leave their word unused.
 *
 * @throws EntryFieldInvalid when a field does not fit its Solidity type; `target` is then partly written.
 */
export function writeActWords(target: Buffer, offset: number, act: Act): void {
  writeWord(target, offset, "matter", act.matter);
  writeWord(target, offset + 32, "previous", act.previous);
  writeNumber(target, offset + 64, "kind", act.kind, 1);
  writeNumber(target, offset + 96, "author", act.author, 4);
  writeNumber(target, offset + 128, "counterparty", act.counterparty, 4);
  writeWord(target, offset + 160, "refersTo", act.refersTo);
  writeNumber(target, offset + 192, "occurredAt", act.occurredAt, 5);
  writeWord(target, offset + 224, "commitment", act.commitment);
  writeNumber(target, offset + 256, "until", act.until, 5);
  writeNumber(target, offset + 288, "period", act.period, 4);
  writeNumber(target, offset + 320, "code", act.code, 1);
  writeNumber(target, offset + 352, "codes", act.codes, 2);
}

import type { SignedEntry } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { ENTRY_BYTES, writeEntryWords } from "./entry-words.ts";
import { ledgerInterface } from "./ledger-interface.ts";

const WORD = 32;
const SELECTOR = 4;
/** Offset of a SignedEntry's signature, after the entry and the word of the offset itself. */
const SIGNATURE_OFFSET = ENTRY_BYTES + WORD;

const RECORD = Buffer.from(ledgerInterface.getFunction("record").selector.slice(2), "hex");
const RECORD_BATCH = Buffer.from(ledgerInterface.getFunction("recordBatch").selector.slice(2), "hex");

/**
 * Calldata of `IShipmentLedger.record(signed)`, in the one canonical ABI encoding.
 *
 * @throws EntryFieldInvalid
 */
export function encodeRecord(signed: SignedEntry): Buffer {
  const data = Buffer.alloc(SELECTOR + WORD + sizeOf(signed));
  data.set(RECORD, 0);
  writeLength(data, SELECTOR, WORD);
  writeSignedEntry(data, SELECTOR + WORD, signed);
  return data;
}

/**
 * Calldata of `IShipmentLedger.recordBatch(batch)`, in the one canonical ABI encoding; 416 bytes an entry that is
 * signed by an account. How many entries fit a transaction is a matter of gas (batch-gas.ts).
 *
 * @throws EntryFieldInvalid
 */
export function encodeRecordBatch(batch: readonly SignedEntry[]): Buffer {
  const sizes = batch.map(sizeOf);
  const offsets = SELECTOR + 2 * WORD;
  const total = sizes.reduce((sum, size) => sum + size, offsets + batch.length * WORD);
  const data = Buffer.alloc(total);
  data.set(RECORD_BATCH, 0);
  writeLength(data, SELECTOR, WORD);
  writeLength(data, SELECTOR + WORD, batch.length);
  let position = batch.length * WORD;
  batch.forEach((signed, index) => {
    writeLength(data, offsets + index * WORD, position);
    writeSignedEntry(data, offsets + position, signed);
    position += sizes[index] ?? 0;
  });
  return data;
}

/** Bytes of an encoded SignedEntry: the entry, the signature's offset and length, the signature padded to words. */
function sizeOf({ signature }: SignedEntry): number {
  const sound = typeof signature === "string" && signature.length % 2 === 0 && signature.startsWith("0x");
  if (!sound) throw invalidSignature(signature);
  return SIGNATURE_OFFSET + WORD + Math.ceil((signature.length - 2) / 2 / WORD) * WORD;
}

function writeSignedEntry(data: Buffer, offset: number, { entry, signature }: SignedEntry): void {
  const bytes = (signature.length - 2) / 2;
  writeEntryWords(data, offset, entry);
  writeLength(data, offset + ENTRY_BYTES, SIGNATURE_OFFSET);
  writeLength(data, offset + SIGNATURE_OFFSET, bytes);
  if (data.write(signature.slice(2), offset + SIGNATURE_OFFSET + WORD, bytes, "hex") !== bytes)
    throw invalidSignature(signature);
}

function writeLength(data: Buffer, offset: number, value: number): void {
  data.writeUInt32BE(value, offset + WORD - 4);
}

function invalidSignature(signature: unknown): PortolanError {
  return new PortolanError("EntryFieldInvalid", {
    field: "signature",
    value: String(signature).slice(0, 80),
    expected: "0x and an even number of hexadecimal digits",
  });
}

import type { Hex, SignedEntry } from "../domain/entry.ts";
import { ENTRY_BYTES, writeEntryWords } from "./entry-words.ts";
import { ledgerInterface } from "./ledger-interface.ts";
import { encodeSigned, encodeSignedBatch, type SignedLayout } from "./signed-batch.ts";

const RECORD = ledgerInterface.getFunction("record").selector as Hex;
const RECORD_BATCH = ledgerInterface.getFunction("recordBatch").selector as Hex;

const LAYOUT: SignedLayout<SignedEntry> = {
  bytes: ENTRY_BYTES,
  write: (target, offset, { entry }) => writeEntryWords(target, offset, entry),
};

/** Calldata of `IShipmentLedger.record(signed)`. @throws EntryFieldInvalid */
export const encodeRecord = (signed: SignedEntry): Buffer => encodeSigned(RECORD, LAYOUT, signed);

/**
 * Calldata of `IShipmentLedger.recordBatch(batch)`: 416 bytes an entry that is signed by an account.
 *
 * @throws EntryFieldInvalid
 */
export const encodeRecordBatch = (batch: readonly SignedEntry[]): Buffer =>
  encodeSignedBatch(RECORD_BATCH, LAYOUT, batch);

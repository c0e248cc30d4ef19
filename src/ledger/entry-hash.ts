import type { Entry, EntryHash } from "../domain/entry.ts";
import { ENTRY_TYPE, type LedgerDomain } from "./entry-typed-data.ts";
import { ENTRY_BYTES, writeEntryWords } from "./entry-words.ts";
import { createStructHasher } from "./struct-hasher.ts";

/** Hashes an entry for one ledger. @throws EntryFieldInvalid */
export type EntryHasher = (entry: Entry) => EntryHash;

/**
 * Makes the function that hashes entries for one ledger, as `IShipmentLedger.hashOf` does.
 *
 * @throws ChainIdInvalid, AddressInvalid for an invalid domain.
 */
export const createEntryHasher = (domain: LedgerDomain): EntryHasher =>
  createStructHasher({ type: ENTRY_TYPE, bytes: ENTRY_BYTES, write: writeEntryWords }, domain);

import type { Act } from "../domain/cooperation/act.ts";
import type { EntryHash } from "../domain/entry.ts";
import { ACT_TYPE } from "./act-typed-data.ts";
import { ACT_BYTES, writeActWords } from "./act-words.ts";
import type { LedgerDomain } from "./entry-typed-data.ts";
import { createStructHasher } from "./struct-hasher.ts";

/** Hashes an act for one ledger of cooperation. @throws EntryFieldInvalid */
export type ActHasher = (act: Act) => EntryHash;

/**
 * Makes the function that hashes acts for one ledger, as `ICooperationLedger.hashOf` does.
 *
 * @throws ChainIdInvalid, AddressInvalid for an invalid domain.
 */
export const createActHasher = (domain: LedgerDomain): ActHasher =>
  createStructHasher({ type: ACT_TYPE, bytes: ACT_BYTES, write: writeActWords }, domain);

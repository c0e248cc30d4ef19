import type { Entry, EntryHash } from "../domain/entry.ts";
import { keccak256, keccak256Hex } from "../domain/encoding/keccak256.ts";
import { domainSeparator } from "./domain-separator.ts";
import { ENTRY_TYPE, type LedgerDomain } from "./entry-typed-data.ts";
import { ENTRY_BYTES, writeEntryWords } from "./entry-words.ts";

/** Hashes an entry for one ledger. @throws EntryFieldInvalid */
export type EntryHasher = (entry: Entry) => EntryHash;

/**
 * Makes the function that hashes entries for one ledger: the EIP-712 digest `keccak256(0x1901 ‖ domainSeparator ‖
 * hashStruct(entry))`, which is `IShipmentLedger.hashOf`. The buffers are reused and the domain separator is computed
 * once, since every prepared and every followed entry is hashed here.
 *
 * @throws ChainIdInvalid, AddressInvalid for an invalid domain.
 */
export function createEntryHasher(domain: LedgerDomain): EntryHasher {
  const struct = Buffer.alloc(32 + ENTRY_BYTES);
  struct.set(keccak256(Buffer.from(ENTRY_TYPE, "utf8")), 0);
  const signed = Buffer.alloc(2 + 32 + 32);
  signed.set([0x19, 0x01], 0);
  signed.set(domainSeparator(domain), 2);

  return (entry) => {
    writeEntryWords(struct, 32, entry);
    signed.set(keccak256(struct), 34);
    return keccak256Hex(signed);
  };
}

import type { Entry, EntryHash } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { keccak256, keccak256Hex } from "../domain/encoding/keccak256.ts";
import { DOMAIN_FIELDS, DOMAIN_NAME, DOMAIN_VERSION, ENTRY_TYPE, type LedgerDomain } from "./entry-typed-data.ts";
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
  struct.set(hashText(ENTRY_TYPE), 0);
  const signed = Buffer.alloc(2 + 32 + 32);
  signed.set([0x19, 0x01], 0);
  signed.set(domainSeparator(domain), 2);

  return (entry) => {
    writeEntryWords(struct, 32, entry);
    signed.set(keccak256(struct), 34);
    return keccak256Hex(signed);
  };
}

function domainSeparator({ chainId, ledger }: LedgerDomain): Uint8Array {
  if (!Number.isSafeInteger(chainId) || chainId <= 0)
    throw new PortolanError("ChainIdInvalid", { chainId: String(chainId) });
  if (!/^0x[0-9a-fA-F]{40}$/.test(ledger))
    throw new PortolanError("AddressInvalid", { address: String(ledger).slice(0, 80) });
  const words = Buffer.alloc(5 * 32);
  const type = `EIP712Domain(${DOMAIN_FIELDS.map((field) => `${field.type} ${field.name}`).join(",")})`;
  words.set(hashText(type), 0);
  words.set(hashText(DOMAIN_NAME), 32);
  words.set(hashText(DOMAIN_VERSION), 64);
  words.writeBigUInt64BE(BigInt(chainId), 96 + 24);
  words.write(ledger.slice(2), 128 + 12, 20, "hex");
  return keccak256(words);
}

function hashText(text: string): Uint8Array {
  return keccak256(Buffer.from(text, "utf8"));
}

import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { Bytes32, Entry, EntryHash, Hex } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../../domain/encoding/keccak256.ts";

const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
const ENTRY_TYPE =
  "Entry(bytes32 shipment,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment)";

export const DOMAIN_NAME = "Portolan";
export const DOMAIN_VERSION = "1";

/** Computes the EIP-712 domain separator of a ledger's entries. */
export function domainSeparator({ chainId, ledger }: LedgerOrigin): Bytes32 {
  return keccak256Hex(
    concatBytes(textHash(DOMAIN_TYPE), textHash(DOMAIN_NAME), textHash(DOMAIN_VERSION), word(chainId), word(ledger)),
  );
}

/**
 * Creates a function that computes the EIP-712 digest of an entry. It is a second implementation of the entry hash on
 * purpose: it runs in a browser, and verification stays independent of the recording code. Tests compare the two.
 */
export function createEntryDigest(origin: LedgerOrigin): (entry: Entry) => EntryHash {
  const prefix = concatBytes(Uint8Array.of(0x19, 0x01), bytesOf(domainSeparator(origin)));
  const typeHash = textHash(ENTRY_TYPE);
  return ({ shipment, previous, kind, author, counterparty, refersTo, occurredAt, commitment }) => {
    const fields = [shipment, previous, kind, author, counterparty, refersTo, occurredAt, commitment].map(word);
    return keccak256Hex(concatBytes(prefix, keccak256(concatBytes(typeHash, ...fields))));
  };
}

function textHash(text: string): Uint8Array {
  return keccak256(utf8ToBytes(text));
}

function word(value: number | Hex): Uint8Array {
  const digits = typeof value === "number" ? value.toString(16) : value.slice(2);
  return bytesOf(`0x${digits.padStart(64, "0")}`);
}

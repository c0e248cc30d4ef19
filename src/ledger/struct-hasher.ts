import { keccak256, keccak256Hex } from "../domain/encoding/keccak256.ts";
import type { Bytes32 } from "../domain/entry.ts";
import { domainSeparator } from "./domain-separator.ts";
import type { LedgerDomain } from "./entry-typed-data.ts";

/** A struct type of EIP-712 whose fields are all atomic. */
export interface SignedStruct<Struct> {
  /** The type's canonical text, of which EIP-712's `typeHash` is the hash. */
  readonly type: string;
  /** Bytes of all fields, a word each. */
  readonly bytes: number;
  readonly write: (target: Buffer, offset: number, struct: Struct) => void;
}

/**
 * Makes the function that hashes the structs of one ledger: the EIP-712 digest `keccak256(0x1901 ‖ domainSeparator ‖
 * hashStruct(struct))`. The buffers are reused and the domain separator is computed once, since every prepared and every
 * followed statement is hashed here.
 *
 * @throws ChainIdInvalid, AddressInvalid for an invalid domain.
 */
export function createStructHasher<Struct>(
  { type, bytes, write }: SignedStruct<Struct>,
  domain: LedgerDomain,
): (struct: Struct) => Bytes32 {
  const encoded = Buffer.alloc(32 + bytes);
  encoded.set(keccak256(Buffer.from(type, "utf8")), 0);
  const signed = Buffer.alloc(2 + 32 + 32);
  signed.set([0x19, 0x01], 0);
  signed.set(domainSeparator(domain), 2);

  return (struct) => {
    write(encoded, 32, struct);
    signed.set(keccak256(encoded), 34);
    return keccak256Hex(signed);
  };
}

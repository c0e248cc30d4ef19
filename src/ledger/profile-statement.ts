import { canonicalJson } from "../domain/encoding/canonical-json.ts";
import type { JsonValue } from "../domain/encoding/json.ts";
import { bytesOf } from "../domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../domain/encoding/keccak256.ts";
import { sha256 } from "../domain/encoding/sha256.ts";
import type { Bytes32, ParticipantId } from "../domain/entry.ts";
import type { TypedData } from "../domain/typed-data.ts";
import { domainSeparator } from "./domain-separator.ts";
import { DOMAIN_FIELDS, DOMAIN_NAME, DOMAIN_VERSION, type LedgerDomain } from "./entry-typed-data.ts";

/** What the signer of a profile states: that these are the clocks of the statute. */
export interface ProfileStatement {
  readonly author: ParticipantId;
  /** {@link profileDigest} */
  readonly digest: Bytes32;
  /** Unix seconds. */
  readonly signedAt: number;
}

const FIELDS = [
  { name: "author", type: "uint32" },
  { name: "digest", type: "bytes32" },
  { name: "signedAt", type: "uint40" },
] as const;

const TYPE_HASH = keccak256(Buffer.from(`Profile(${FIELDS.map(({ name, type }) => `${type} ${name}`).join(",")})`));

const WORD = 32;

/** SHA-256 over the canonical JSON (RFC 8785) of a profile. It identifies the profile: a case pins it. */
export function profileDigest(profile: JsonValue): Bytes32 {
  return `0x${sha256(canonicalJson(profile), "hex")}`;
}

/** The EIP-712 digest that the signer of a profile signs, in the domain of the ledger's entries. */
export function profileStatementHash({ author, digest, signedAt }: ProfileStatement, ledger: LedgerDomain): Bytes32 {
  const struct = Buffer.alloc(4 * WORD);
  struct.set(TYPE_HASH, 0);
  struct.writeUIntBE(author, 2 * WORD - 4, 4);
  struct.set(bytesOf(digest), 2 * WORD);
  struct.writeUIntBE(signedAt, 4 * WORD - 5, 5);
  const signed = Buffer.alloc(2 + 2 * WORD);
  signed.set([0x19, 0x01], 0);
  signed.set(domainSeparator(ledger), 2);
  signed.set(keccak256(struct), 2 + WORD);
  return keccak256Hex(signed);
}

/** The typed data (EIP-712) of the statement, for a remote signer or a wallet. */
export function profileTypedData(statement: ProfileStatement, { chainId, ledger }: LedgerDomain): TypedData {
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, Profile: FIELDS },
    domain: { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: ledger },
    primaryType: "Profile",
    message: { ...statement },
  };
}

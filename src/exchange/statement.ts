import type { Bytes32, Hex, ParticipantId } from "../domain/entry.ts";
import { bytesOf } from "../domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../domain/encoding/keccak256.ts";
import { keysOf } from "../domain/keys-of.ts";
import type { TypedData } from "../domain/typed-data.ts";
import type { Signer } from "../keys/signer.ts";
import { domainSeparator } from "../ledger/domain-separator.ts";
import { DOMAIN_FIELDS, DOMAIN_NAME, DOMAIN_VERSION, type LedgerDomain } from "../ledger/entry-typed-data.ts";

/** What one member states to another. Each kind of statement has its own EIP-712 type, so that none passes for another. */
export interface Statement {
  readonly version: number;
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
}

/** A statement and the signature of its sender: 64 bytes (EIP-2098), or 65. */
export interface Signed<Content extends Statement> {
  readonly statement: Content;
  readonly signature: Hex;
}

/** Bytes of numbers. A number has at most 48 bits, so that a JSON number holds it. */
const NUMBERS = { uint8: 1, uint16: 2, uint32: 4, uint40: 5, uint64: 6 } as const;

type FieldType = keyof typeof NUMBERS | "bytes32" | "string";

type Fields = Readonly<Record<string, FieldType>>;

type ValuesOf<Of extends Fields> = {
  readonly [Name in keyof Of]: Of[Name] extends keyof typeof NUMBERS ? number : string;
};

/** The EIP-712 struct of a kind of statement. */
export interface StatementType<Content extends Statement> {
  readonly name: string;
  readonly fields: Fields;
  /** EIP-712's `typeHash`. */
  readonly typeHash: Uint8Array;
  readonly valuesOf: (statement: Content) => Readonly<Record<string, string | number>>;
}

/**
 * Defines a kind of statement.
 *
 * @param fields The struct's fields in their order.
 * @param valuesOf The values of exactly these fields. A digest stands for members that are not atomic.
 */
export function defineStatement<Content extends Statement, Of extends Fields>(
  name: string,
  fields: Of,
  valuesOf: (statement: Content) => ValuesOf<Of>,
): StatementType<Content> {
  const members = Object.entries(fields).map(([field, type]) => `${type} ${field}`);
  return { name, fields, typeHash: keccak256(Buffer.from(`${name}(${members.join(",")})`)), valuesOf };
}

/** The fields with which each struct begins. */
export const PARTY_FIELDS = { version: "uint8", sender: "uint32", recipient: "uint32" } as const;

const WORD = 32;

/** The EIP-712 digest of a statement, which its sender signs and which identifies it. The domain is that of entries. */
export function statementDigest<Content extends Statement>(
  type: StatementType<Content>,
  statement: Content,
  ledger: LedgerDomain,
): Bytes32 {
  const names = keysOf(type.fields);
  const values = type.valuesOf(statement);
  const struct = Buffer.alloc((1 + names.length) * WORD);
  struct.set(type.typeHash, 0);
  names.forEach((name, index) => writeWord(struct, (1 + index) * WORD, type.fields[name], values[name]));
  const signed = Buffer.alloc(2 + 2 * WORD);
  signed.set([0x19, 0x01], 0);
  signed.set(domainSeparator(ledger), 2);
  signed.set(keccak256(struct), 2 + WORD);
  return keccak256Hex(signed);
}

/** The typed data (EIP-712) of a statement, for a remote signer. */
export function statementTypedData<Content extends Statement>(
  type: StatementType<Content>,
  statement: Content,
  { chainId, ledger }: LedgerDomain,
): TypedData {
  const fields = Object.entries(type.fields).map(([name, solidity]) => ({ name, type: solidity }));
  return {
    types: { EIP712Domain: DOMAIN_FIELDS, [type.name]: fields },
    domain: { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: ledger },
    primaryType: type.name,
    message: type.valuesOf(statement),
  };
}

/** Signs a statement with a ledger key of its sender. Throws as the signer does. */
export async function signStatement<Content extends Statement>(
  type: StatementType<Content>,
  statement: Content,
  signer: Signer,
  ledger: LedgerDomain,
): Promise<Signed<Content>> {
  return signDigest(statementDigest(type, statement, ledger), type, statement, signer, ledger);
}

/** Signs a statement of which the caller has the digest. @throws as {@link signStatement}. */
export async function signDigest<Content extends Statement>(
  digest: Bytes32,
  type: StatementType<Content>,
  statement: Content,
  signer: Signer,
  ledger: LedgerDomain,
): Promise<Signed<Content>> {
  return { statement, signature: await signer.sign(digest, () => statementTypedData(type, statement, ledger)) };
}

function writeWord(target: Buffer, offset: number, type: FieldType | undefined, value: string | number | undefined) {
  if (typeof value === "number" && type !== undefined && type !== "bytes32" && type !== "string")
    target.writeUIntBE(value, offset + WORD - NUMBERS[type], NUMBERS[type]);
  else if (typeof value === "string" && type === "bytes32") target.set(bytesOf(value as Bytes32), offset);
  else if (typeof value === "string" && type === "string") target.set(keccak256(Buffer.from(value)), offset);
  else throw new TypeError(`no ${type}: ${value}`);
}

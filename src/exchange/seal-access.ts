import { MAX_RULE, RULE_NAME } from "../api/exchange.ts";
import type { Bytes32, EntryHash, ParticipantId } from "../domain/entry.ts";
import { bytesOf, hexOf } from "../domain/encoding/hex.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import type { DecryptionKey, EncryptionKey } from "./encryption-key.ts";
import { ACCESS_LABEL, ledgerBytes } from "./sealing-labels.ts";
import { sealingSuite } from "./sealing-suite.ts";
import type { SuiteId } from "../domain/directory/hpke-suite.ts";

/** The rule of the audience that entitles a recipient to an entry's payload, and the height of the block. */
export interface Claim {
  readonly rule: string;
  readonly height: number;
}

/** What a recipient needs to open and judge sealed content. */
export interface ContentAccess {
  /** 32 bytes. */
  readonly contentKey: Uint8Array;
  readonly entry: EntryHash;
  readonly claim: Claim;
}

/** Sender and recipient of a parcel. */
export interface Pair {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
}

const KEY_BYTES = 32;
const ENTRY_AT = KEY_BYTES;
const HEIGHT_AT = ENTRY_AT + 32;
const RULE_AT = HEIGHT_AT + 6;

/** The same for each rule, so that the length tells nothing of the rule. */
const ACCESS_BYTES = RULE_AT + 1 + MAX_RULE;

const TAG_BYTES = 16;

/** The number of bytes of a sealed access: the encapsulated secret, the ciphertext and its tag. */
function sealedAccessBytes(suite: SuiteId): number {
  return sealingSuite(suite).KEM.Nenc + ACCESS_BYTES + TAG_BYTES;
}

/**
 * Seals the access to content to one recipient by HPKE in base mode, one context for one seal. The associated data
 * names suite, chain, ledger, sender, recipient and key. The entry is sealed with the content key: a network does not
 * see which entry a parcel is about. The content is bound to the entry.
 *
 * @throws EncryptionKeyInvalid for a public key with which no secret can be agreed; RangeError for a text that names no
 * rule.
 */
export async function sealAccess(
  access: ContentAccess,
  pair: Pair,
  { id, suite, publicKey }: EncryptionKey,
  ledger: LedgerDomain,
): Promise<Uint8Array> {
  const options = { info: ACCESS_LABEL, aad: accessBinding(suite, pair, id, ledger) };
  const plain = encodeAccess(access);
  try {
    const sealed = await sealingSuite(suite).Seal(publicKey, plain, options);
    return Buffer.concat([sealed.encapsulatedSecret, sealed.ciphertext]);
  } catch (cause) {
    throw new PortolanError("EncryptionKeyInvalid", { key: id }, { cause });
  }
}

/** Opens a sealed access. Returns `undefined` for one that was sealed to another key or for other parties. */
export async function openAccess(
  sealed: Uint8Array,
  pair: Pair,
  { id, suite, privateKey }: DecryptionKey,
  ledger: LedgerDomain,
): Promise<ContentAccess | undefined> {
  if (sealed.length !== sealedAccessBytes(suite)) return undefined;
  const hpke = sealingSuite(suite);
  const secretBytes = hpke.KEM.Nenc;
  const options = { info: ACCESS_LABEL, aad: accessBinding(suite, pair, id, ledger) };
  try {
    return decodeAccess(
      await hpke.Open(privateKey, sealed.subarray(0, secretBytes), sealed.subarray(secretBytes), options),
    );
  } catch {
    return undefined;
  }
}

function encodeAccess({ contentKey, entry, claim: { rule, height } }: ContentAccess): Uint8Array {
  const bytes = Buffer.alloc(ACCESS_BYTES);
  bytes.set(contentKey, 0);
  bytes.set(bytesOf(entry), ENTRY_AT);
  bytes.writeUIntBE(height, HEIGHT_AT, 6);
  if (rule.length > MAX_RULE || !RULE_NAME.test(rule)) throw new RangeError(`no name of a rule: ${rule}`);
  bytes.writeUInt8(rule.length, RULE_AT);
  bytes.write(rule, RULE_AT + 1, "latin1");
  return bytes;
}

function decodeAccess(bytes: Uint8Array): ContentAccess | undefined {
  const access = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = RULE_AT + 1 + access.readUInt8(RULE_AT);
  const rule = access.toString("latin1", RULE_AT + 1, end);
  if (end > ACCESS_BYTES || !RULE_NAME.test(rule) || access.subarray(end).some((byte) => byte !== 0)) return undefined;
  return {
    contentKey: access.subarray(0, KEY_BYTES),
    entry: hexOf(access.subarray(ENTRY_AT, HEIGHT_AT)),
    claim: { rule, height: access.readUIntBE(HEIGHT_AT, 6) },
  };
}

function accessBinding(suite: SuiteId, { sender, recipient }: Pair, key: Bytes32, ledger: LedgerDomain): Uint8Array {
  const parties = Buffer.alloc(2 + 4 + 4);
  parties.writeUInt16BE(suite, 0);
  parties.writeUInt32BE(sender, 2);
  parties.writeUInt32BE(recipient, 6);
  return Buffer.concat([parties, bytesOf(key), ledgerBytes(ledger)]);
}

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { MAX_RULE, RULE_NAME } from "../api/exchange.ts";
import type { EntryHash } from "../domain/entry.ts";
import { bytesOf, hexOf } from "../domain/encoding/hex.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import type { DecryptionKey } from "./encryption-key.ts";
import { openSessionKey, sealedSessionBytes, sealingBinding, type Pair, type SessionKey } from "./session-key.ts";

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

const KEY_BYTES = 32;
const ENTRY_AT = KEY_BYTES;
const HEIGHT_AT = ENTRY_AT + 32;
const RULE_AT = HEIGHT_AT + 6;

/** The same for each rule, so that the length tells nothing of the rule. */
const ACCESS_BYTES = RULE_AT + 1 + MAX_RULE;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = "aes-256-gcm";

/**
 * Seals the access to content under a session key, by AES-256-GCM with a random nonce. The associated data names suite,
 * chain, ledger, sender, recipient and key. The entry is sealed with the content key: a network does not see which
 * entry a parcel is about. The content is bound to the entry.
 *
 * @throws RangeError for a text that names no rule.
 */
export function sealAccess(access: ContentAccess, session: SessionKey, ledger: LedgerDomain): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, session.secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(sealingBinding(session, ledger));
  const plain = encodeAccess(access);
  return Buffer.concat([session.sealed, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a sealed access. Returns `undefined` for one that was sealed to another key or for other parties. */
export async function openAccess(
  sealed: Uint8Array,
  { sender, recipient }: Pair,
  key: DecryptionKey,
  ledger: LedgerDomain,
): Promise<ContentAccess | undefined> {
  const { id, suite } = key;
  const sessionBytes = sealedSessionBytes(suite);
  if (sealed.length !== sessionBytes + NONCE_BYTES + ACCESS_BYTES + TAG_BYTES) return undefined;
  const secret = await openSessionKey(sealed.subarray(0, sessionBytes), { sender, recipient }, key, ledger);
  if (secret?.length !== KEY_BYTES) return undefined;
  const [nonce, ciphertext] = [
    sealed.subarray(sessionBytes, sessionBytes + NONCE_BYTES),
    sealed.subarray(sessionBytes + NONCE_BYTES),
  ];
  const decipher = createDecipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(sealingBinding({ sender, recipient, suite, id }, ledger));
  decipher.setAuthTag(ciphertext.subarray(ACCESS_BYTES));
  const plain = decipher.update(ciphertext.subarray(0, ACCESS_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return decodeAccess(plain);
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

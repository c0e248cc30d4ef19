import { createHash, randomBytes } from "node:crypto";
import type { EncryptionKeyId } from "../domain/directory/directory-event.ts";
import type { SuiteId } from "../domain/directory/hpke-suite.ts";
import { bytesOf } from "../domain/encoding/hex.ts";
import type { ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import type { DecryptionKey, EncryptionKey } from "./encryption-key.ts";
import { ACCESS_LABEL, ledgerBytes } from "./sealing-labels.ts";
import { sealingSuite } from "./sealing-suite.ts";

/** Sender and recipient of a parcel. */
export interface Pair {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
}

/**
 * A random key that seals the accesses of a request's parcels. HPKE takes a millisecond of processor time, most of what
 * a parcel costs, so it seals this key once instead of each access. A sender makes a new one for each request.
 */
export interface SessionKey extends Pair {
  /** Id and suite of the recipient's encryption key. */
  readonly id: EncryptionKeyId;
  readonly suite: SuiteId;
  /** 32 bytes of AES-256. */
  readonly secret: Uint8Array;
  /** The secret, sealed to the recipient. Each parcel carries it, so that it can be opened alone. */
  readonly sealed: Uint8Array;
}

const SECRET_BYTES = 32;
const TAG_BYTES = 16;

/** The number of bytes of a sealed session key: the encapsulated secret, the ciphertext and its tag. */
export function sealedSessionBytes(suite: SuiteId): number {
  return sealingSuite(suite).KEM.Nenc + SECRET_BYTES + TAG_BYTES;
}

/**
 * Makes a session key, and seals it to the recipient by HPKE in base mode, one context for one seal.
 *
 * @throws EncryptionKeyInvalid for a public key with which no secret can be agreed.
 */
export async function sealSessionKey(
  { sender, recipient }: Pair,
  { id, suite, publicKey }: EncryptionKey,
  ledger: LedgerDomain,
): Promise<SessionKey> {
  const secret = randomBytes(SECRET_BYTES);
  const aad = sealingBinding({ sender, recipient, suite, id }, ledger);
  try {
    const { encapsulatedSecret, ciphertext } = await sealingSuite(suite).Seal(publicKey, secret, {
      info: ACCESS_LABEL,
      aad,
    });
    return { sender, recipient, id, suite, secret, sealed: Buffer.concat([encapsulatedSecret, ciphertext]) };
  } catch (cause) {
    throw new PortolanError("EncryptionKeyInvalid", { key: id }, { cause });
  }
}

/**
 * Opens a sealed session key. The parcels of a request share it, so that the decryption key remembers its last ones.
 *
 * @returns the secret; `undefined` for a key that was sealed to another key or for other parties.
 */
export function openSessionKey(
  sealed: Uint8Array,
  { sender, recipient }: Pair,
  { id, suite, privateKey, sessions }: DecryptionKey,
  ledger: LedgerDomain,
): Promise<Uint8Array | undefined> {
  const aad = sealingBinding({ sender, recipient, suite, id }, ledger);
  return sessions.remember(createHash("sha256").update(aad).update(sealed).digest("base64"), async () => {
    const hpke = sealingSuite(suite);
    const secretBytes = hpke.KEM.Nenc;
    try {
      const [enc, ciphertext] = [sealed.subarray(0, secretBytes), sealed.subarray(secretBytes)];
      return await hpke.Open(privateKey, enc, ciphertext, { info: ACCESS_LABEL, aad });
    } catch {
      return undefined;
    }
  });
}

/** The associated data of everything that is sealed to a member: suite, parties, key, chain and ledger. */
export function sealingBinding(
  { sender, recipient, suite, id }: Pick<SessionKey, "sender" | "recipient" | "suite" | "id">,
  ledger: LedgerDomain,
): Uint8Array {
  const parties = Buffer.alloc(2 + 4 + 4);
  parties.writeUInt16BE(suite, 0);
  parties.writeUInt32BE(sender, 2);
  parties.writeUInt32BE(recipient, 6);
  return Buffer.concat([parties, bytesOf(id), ledgerBytes(ledger)]);
}

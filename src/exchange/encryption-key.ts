import type { Key } from "hpke";
import type { EncryptionKeyId } from "../domain/directory/directory-event.ts";
import { encryptionKeyId } from "../domain/directory/encryption-key-id.ts";
import { hexOf } from "../domain/encoding/hex.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { isWeaker, sealingSuite } from "./sealing-suite.ts";
import { SessionCache } from "./session-cache.ts";
import type { SuiteId } from "../domain/directory/hpke-suite.ts";

/** The public key of a member, to which others seal. */
export interface EncryptionKey {
  /** The key's id in the directory of members. */
  readonly id: EncryptionKeyId;
  readonly suite: SuiteId;
  readonly publicKey: Key;
}

/** A private key of the member whose gateway this is. */
export interface DecryptionKey {
  /** The id of its public key. */
  readonly id: EncryptionKeyId;
  readonly suite: SuiteId;
  readonly privateKey: Key;
  readonly sessions: SessionCache;
}

/**
 * Reads a registered public key. Its id is that of the directory, which is a digest of suite and key.
 *
 * @param bytes The serialised key (RFC 9180, 7.1.1): 1,216 bytes of MLKEM768-X25519, 65 bytes of P-256.
 * @throws EncryptionKeyInvalid
 */
export async function readEncryptionKey(suite: SuiteId, bytes: Uint8Array): Promise<EncryptionKey> {
  const id = encryptionKeyId(suite, hexOf(bytes));
  try {
    return { id, suite, publicKey: await sealingSuite(suite).DeserializePublicKey(bytes) };
  } catch (cause) {
    throw new PortolanError("EncryptionKeyInvalid", { key: id }, { cause });
  }
}

/**
 * Reads a private key, which cannot be exported afterwards.
 *
 * @param bytes The serialised key, 32 bytes: the decapsulation seed of MLKEM768-X25519, or the scalar of P-256. Libraries
 * derive different keys from other key material, but the same public key from this seed.
 * @throws EncryptionKeyInvalid
 */
export async function readDecryptionKey(
  id: EncryptionKeyId,
  suite: SuiteId,
  bytes: Uint8Array,
): Promise<DecryptionKey> {
  try {
    const privateKey = await sealingSuite(suite).DeserializePrivateKey(bytes);
    return { id, suite, privateKey, sessions: new SessionCache() };
  } catch (cause) {
    throw new PortolanError("EncryptionKeyInvalid", { key: id }, { cause });
  }
}

/** The key of the strongest suite; of several, the last. @param keys The valid keys of a member, oldest first. */
export function strongestKey(keys: readonly EncryptionKey[]): EncryptionKey | undefined {
  return keys.reduce<EncryptionKey | undefined>(
    (best, key) => (best !== undefined && isWeaker(key.suite, best.suite) ? best : key),
    undefined,
  );
}

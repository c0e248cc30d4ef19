import { PortolanError } from "../domain/errors/portolan-error.ts";
import { decryptKey, decryptSecret, encryptKey, encryptSecret } from "./keystore-cipher.ts";
import { formatKeystore, parseKeystore } from "./keystore-format.ts";
import type { PrivateKey } from "./private-key.ts";
import { readSmallFile } from "./read-small-file.ts";
import type { ScryptCost } from "./scrypt-cost.ts";
import { writeNewFile } from "../files/write-new-file.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";

const MAX_BYTES = 64 * 2 ** 10;

/**
 * Encrypts a key and writes it to a file of mode 0600, which must not exist. After a crash the file is complete or
 * absent.
 *
 * @param cost of scrypt; a lower cost suits only keys without value.
 * @throws KeystoreExists, KeystoreUnwritable
 */
export async function createKeystoreFile(
  file: string,
  key: PrivateKey,
  passphrase: string,
  cost?: ScryptCost,
): Promise<void> {
  await writeKeystore(file, formatKeystore(await encryptKey(key, passphrase, cost)));
}

/**
 * Encrypts the private part of an encryption key, 32 bytes, to a file of the same kind without an address.
 *
 * @throws KeystoreExists, KeystoreUnwritable
 */
export async function createSecretFile(
  file: string,
  secret: Uint8Array,
  passphrase: string,
  cost?: ScryptCost,
): Promise<void> {
  await writeKeystore(file, formatKeystore(await encryptSecret(secret, passphrase, cost)));
}

async function writeKeystore(file: string, text: string): Promise<void> {
  try {
    await writeNewFile(file, text);
  } catch (cause) {
    const reason = reasonOf(cause);
    if (reason === "EEXIST") throw new PortolanError("KeystoreExists", { file });
    throw new PortolanError("KeystoreUnwritable", { file, reason }, { cause });
  }
}

/**
 * Reads and opens a keystore file.
 *
 * @throws KeystoreUnreadable, KeystoreInvalid, KeystoreTooCostly, PassphraseWrong
 */
export async function openKeystoreFile(file: string, passphrase: string): Promise<PrivateKey> {
  return await decryptKey(parseKeystore(await readKeystore(file), file), passphrase, file);
}

/**
 * Opens a file of {@link createSecretFile}. The caller must wipe the secret afterwards.
 *
 * @throws KeystoreUnreadable, KeystoreInvalid, KeystoreTooCostly, PassphraseWrong
 */
export async function openSecretFile(file: string, passphrase: string): Promise<Uint8Array> {
  return await decryptSecret(parseKeystore(await readKeystore(file), file), passphrase, file);
}

async function readKeystore(file: string): Promise<string> {
  try {
    return (await readSmallFile(file, MAX_BYTES)).text;
  } catch (cause) {
    throw new PortolanError("KeystoreUnreadable", { file, reason: reasonOf(cause) }, { cause });
  }
}

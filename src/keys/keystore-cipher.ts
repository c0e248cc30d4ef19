import { createCipheriv, createDecipheriv, randomBytes, randomUUID, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { keccak256 } from "../domain/encoding/keccak256.ts";
import type { Keystore } from "./keystore-format.ts";
import { PrivateKey } from "./private-key.ts";
import { DEFAULT_COST, type ScryptCost } from "./scrypt-cost.ts";

const deriveKey = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

/** Encrypts a key under a passphrase: Web3 Secret Storage version 3, with scrypt and AES-128-CTR. */
export async function encryptKey(key: PrivateKey, passphrase: string, cost?: ScryptCost): Promise<Keystore> {
  const secret = key.copyBytes();
  const keystore = await encryptSecret(secret, passphrase, cost);
  secret.fill(0);
  return { ...keystore, address: key.address };
}

/** Encrypts 32 bytes under a passphrase, in the same form without an address. */
export async function encryptSecret(
  secret: Uint8Array,
  passphrase: string,
  cost: ScryptCost = DEFAULT_COST,
): Promise<Keystore> {
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const derived = await derive(passphrase, salt, cost);
  const cipher = createCipheriv("aes-128-ctr", derived.subarray(0, 16), iv);
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  const mac = macOf(derived, ciphertext);
  derived.fill(0);
  return { id: randomUUID(), address: undefined, cost, salt, iv, ciphertext, mac };
}

/**
 * Opens a keystore.
 *
 * @param file path, for the error.
 * @throws PassphraseWrong; KeystoreInvalid if the content is not a key, or belongs to another address.
 */
export async function decryptKey(keystore: Keystore, passphrase: string, file: string): Promise<PrivateKey> {
  const { address } = keystore;
  const secret = await decryptSecret(keystore, passphrase, file);
  try {
    const key = new PrivateKey(secret);
    if (address === undefined || key.address === address) return key;
  } catch (cause) {
    throw new PortolanError("KeystoreInvalid", { file, problem: "its content is not a private key" }, { cause });
  } finally {
    secret.fill(0);
  }
  throw new PortolanError("KeystoreInvalid", { file, problem: `its key does not belong to ${address}` });
}

/**
 * Opens the secret of a keystore, which the caller must wipe afterwards.
 *
 * @param file path, for the error.
 * @throws PassphraseWrong
 */
export async function decryptSecret(
  { cost, salt, iv, ciphertext, mac }: Keystore,
  passphrase: string,
  file: string,
): Promise<Uint8Array> {
  const derived = await derive(passphrase, salt, cost);
  if (!timingSafeEqual(macOf(derived, ciphertext), mac)) throw new PortolanError("PassphraseWrong", { file });
  const decipher = createDecipheriv("aes-128-ctr", derived.subarray(0, 16), iv);
  const secret = Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  derived.fill(0);
  return secret;
}

/**
 * Derives 16 bytes for encryption and 16 for authentication. Normalises the passphrase (NFKC), as Ethereum's wallets
 * do.
 */
async function derive(passphrase: string, salt: Uint8Array, { n, r, p }: ScryptCost): Promise<Buffer> {
  // Node needs a little more than the 128 · n · r bytes of the algorithm.
  const maxmem = 128 * r * (n + p) + 2 ** 20;
  return await deriveKey(passphrase.normalize("NFKC"), salt, 32, { N: n, r, p, maxmem });
}

function macOf(derived: Buffer, ciphertext: Uint8Array): Uint8Array {
  return keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext]));
}

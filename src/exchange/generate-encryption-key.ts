import { encryptionKeyId } from "../domain/directory/encryption-key-id.ts";
import { hexOf } from "../domain/encoding/hex.ts";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { sealingSuite } from "./sealing-suite.ts";
import type { SuiteId } from "../domain/directory/hpke-suite.ts";

/** A new encryption key of a member. */
export interface GeneratedKey {
  readonly id: Bytes32;
  readonly suite: SuiteId;
  readonly publicKey: Hex;
  /** The serialised private key, 32 bytes. The caller must wipe it. */
  readonly secret: Uint8Array;
}

/** Makes a random encryption key. */
export async function generateEncryptionKey(suite: SuiteId): Promise<GeneratedKey> {
  const hpke = sealingSuite(suite);
  const pair = await hpke.GenerateKeyPair(true);
  const publicKey = hexOf(await hpke.SerializePublicKey(pair.publicKey));
  const secret = await hpke.SerializePrivateKey(pair.privateKey);
  return { id: encryptionKeyId(suite, publicKey), suite, publicKey, secret };
}

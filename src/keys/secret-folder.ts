import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes32 } from "../domain/entry.ts";
import { openSecretFile } from "./keystore-file.ts";

/** A folder of files of `createSecretFile`, each under the id of its secret. */
export interface SecretFolder {
  readonly folder: string;
  readonly passphrase: string;
}

/**
 * Opens the secret of an id, which the caller must wipe afterwards. Files may be added at any time.
 *
 * @returns `undefined` without such a file.
 * @throws KeystoreUnreadable, KeystoreInvalid, KeystoreTooCostly, PassphraseWrong
 */
export async function openSecret({ folder, passphrase }: SecretFolder, id: Bytes32): Promise<Uint8Array | undefined> {
  const file = join(folder, `${id}.json`);
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  return exists ? openSecretFile(file, passphrase) : undefined;
}

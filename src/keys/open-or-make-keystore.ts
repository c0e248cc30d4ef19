import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";
import { createKeystoreFile, openKeystoreFile } from "./keystore-file.ts";
import { PrivateKey } from "./private-key.ts";
import type { ScryptCost } from "./scrypt-cost.ts";

/**
 * Opens a keystore. Makes a random key, its keystore and a folder of mode 0700 if they are missing.
 *
 * @param cost of scrypt for a new keystore.
 * @throws FileNotWritable, and the errors of keystores.
 */
export async function openOrMakeKeystore(
  file: string,
  passphrase: string,
  cost?: ScryptCost,
): Promise<{ readonly key: PrivateKey; readonly made: boolean }> {
  if (existsSync(file)) return { key: await openKeystoreFile(file, passphrase), made: false };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new PortolanError("FileNotWritable", { path: file, reason: reasonOf(cause) }, { cause });
  });
  const key = PrivateKey.generate();
  await createKeystoreFile(file, key, passphrase, cost);
  return { key, made: true };
}

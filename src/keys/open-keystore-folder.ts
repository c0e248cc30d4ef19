import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { openKeystoreFile } from "./keystore-file.ts";
import type { PrivateKey } from "./private-key.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";

const MAX_KEYSTORES = 1000;

/**
 * Opens every keystore (`*.json`) of a folder in the order of their names. One at a time, because each needs the memory
 * of scrypt.
 *
 * @throws KeystoreFolderUnreadable, and the errors of each keystore.
 */
export async function openKeystoreFolder(folder: string, passphrase: string): Promise<PrivateKey[]> {
  const unreadable = (reason: string, cause?: unknown) =>
    new PortolanError("KeystoreFolderUnreadable", { folder, reason }, { cause });
  const names = await readdir(folder).catch((error: unknown) => {
    throw unreadable(reasonOf(error), error);
  });
  const files = names.filter((name) => name.endsWith(".json")).sort();
  if (files.length > MAX_KEYSTORES) throw unreadable(`it has more than ${MAX_KEYSTORES} keystores`);
  const keys: PrivateKey[] = [];
  for (const file of files) keys.push(await openKeystoreFile(join(folder, file), passphrase));
  return keys;
}

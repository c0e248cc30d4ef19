import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";
import { writeNewFile } from "../files/write-new-file.ts";

/**
 * Writes 256 random bits to a passphrase file of mode 0600 if it is missing.
 *
 * @returns whether it did.
 * @throws FileNotWritable
 */
export async function makePassphraseFile(file: string): Promise<boolean> {
  if (existsSync(file)) return false;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeNewFile(file, `${randomBytes(32).toString("base64url")}\n`);
  } catch (cause) {
    throw new PortolanError("FileNotWritable", { path: file, reason: reasonOf(cause) }, { cause });
  }
  return true;
}

import { randomBytes } from "node:crypto";
import { WitnessKey } from "../domain/checkpoint/witness-key.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { readSmallFile } from "./read-small-file.ts";
import { writeNewFile } from "../files/write-new-file.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";

const MAX_BYTES = 1_024;

/**
 * Makes a random witness key and writes it to a file of mode 0600, which must not exist, in the format of signed notes.
 * The file is not encrypted, so that a witness can start unattended.
 *
 * @throws WitnessKeyMalformed for a name that a key cannot have; WitnessKeyUnwritable
 */
export async function createWitnessKeyFile(file: string, name: string): Promise<WitnessKey> {
  const seed = randomBytes(32);
  const key = new WitnessKey(name, seed);
  seed.fill(0);
  try {
    await writeNewFile(file, `${key.format()}\n`);
  } catch (cause) {
    throw new PortolanError("WitnessKeyUnwritable", { file, reason: reasonOf(cause) }, { cause });
  }
  return key;
}

/**
 * Reads a witness key. Refuses a file that other users may read or write.
 *
 * @throws WitnessKeyUnreadable, WitnessKeyMalformed
 */
export async function openWitnessKeyFile(file: string): Promise<WitnessKey> {
  const unreadable = (reason: string, cause?: unknown) =>
    new PortolanError("WitnessKeyUnreadable", { file, reason }, { cause });
  const { text, stats } = await readSmallFile(file, MAX_BYTES).catch((error: unknown) => {
    throw unreadable(reasonOf(error), error);
  });
  // Windows has no file modes and reports 0666 for every file.
  if (process.platform !== "win32" && (stats.mode & 0o077) !== 0)
    throw unreadable(`its mode is 0${(stats.mode & 0o777).toString(8)}, so others may read or write it`);
  return WitnessKey.parse(text.replace(/\r?\n$/, ""));
}

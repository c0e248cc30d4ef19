import { PortolanError } from "../domain/errors/portolan-error.ts";
import { readSmallFile } from "./read-small-file.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";

const MAX_BYTES = 4096;

/**
 * Reads the passphrase in a file: its only line, without the line break. Refuses a file that other users may read or
 * write.
 *
 * @throws PassphraseUnusable
 */
export async function readPassphrase(file: string): Promise<string> {
  const unusable = (problem: string, cause?: unknown) =>
    new PortolanError("PassphraseUnusable", { file, problem }, { cause });
  const { text, stats } = await readSmallFile(file, MAX_BYTES).catch((error: unknown) => {
    throw unusable(reasonOf(error), error);
  });
  // Windows has no file modes and reports 0666 for every file.
  if (process.platform !== "win32" && (stats.mode & 0o077) !== 0)
    throw unusable(`its mode is 0${(stats.mode & 0o777).toString(8)}, so others may read or write it`);
  const passphrase = text.replace(/\r?\n$/, "");
  if (passphrase === "") throw unusable("it is empty");
  if (/[\r\n]/.test(passphrase)) throw unusable("it has more than one line");
  return passphrase;
}

import { open } from "node:fs/promises";
import { collectBytes } from "../../domain/encoding/collect.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

/**
 * Reads a file of at most `limit` bytes; `-` is standard input.
 *
 * @throws FileUnreadable, also for a larger file.
 */
export async function readFileBytes(path: string, limit: number): Promise<Buffer> {
  try {
    const stream = path === "-" ? process.stdin : (await open(path)).createReadStream();
    const bytes = await collectBytes(stream, limit);
    if (bytes === undefined) throw new Error(`it has more than ${limit} bytes`);
    return bytes;
  } catch (cause) {
    throw new PortolanError("FileUnreadable", { path, reason: reasonOf(cause) }, { cause });
  }
}

/** As {@link readFileBytes}, as UTF-8. @throws FileUnreadable, FileInvalid */
export async function readTextFile(path: string, limit: number): Promise<string> {
  const bytes = await readFileBytes(path, limit);
  return readContent(path, () => decodeText(bytes));
}

/** Reads the content of a file. @throws FileInvalid, which names the file, for each error of `read`. */
export function readContent<Content>(path: string, read: () => Content): Content {
  try {
    return read();
  } catch (cause) {
    if (!PortolanError.is(cause)) throw cause;
    const file = path === "-" ? "standard input" : path;
    throw new PortolanError("FileInvalid", { file, problem: cause.message, advice: cause.remedy }, { cause });
  }
}

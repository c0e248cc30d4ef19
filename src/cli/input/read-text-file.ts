import { open } from "node:fs/promises";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";
import { collectText } from "../../domain/encoding/collect-text.ts";

/**
 * Reads a file of at most `limit` bytes as UTF-8; `-` is standard input.
 *
 * @throws FileUnreadable, also for a larger file.
 */
export async function readTextFile(path: string, limit: number): Promise<string> {
  try {
    const stream = path === "-" ? process.stdin : (await open(path)).createReadStream();
    const text = await collectText(stream, limit);
    if (text === undefined) throw new Error(`it has more than ${limit} bytes`);
    return text;
  } catch (cause) {
    throw new PortolanError("FileUnreadable", { path, reason: reasonOf(cause) }, { cause });
  }
}

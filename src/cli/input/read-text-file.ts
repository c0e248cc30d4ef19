import { open } from "node:fs/promises";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * A file as text, UTF-8, of at most `limit` bytes; `-` is standard input.
 *
 * @throws FileUnreadable when it cannot be read or is larger.
 */
export async function readTextFile(path: string, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream = path === "-" ? process.stdin : (await open(path)).createReadStream();
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk as string | Uint8Array));
      size += chunk.length;
      if (size > limit) throw new Error(`it has more than ${limit} bytes`);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? ("code" in cause ? String(cause.code) : cause.message) : String(cause);
    throw new PortolanError("FileUnreadable", { path, reason }, { cause });
  }
  return Buffer.concat(chunks).toString("utf8");
}

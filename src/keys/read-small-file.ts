import type { Stats } from "node:fs";
import { constants, open } from "node:fs/promises";
import { decodeText } from "../domain/encoding/decode-text.ts";

/**
 * Reads a regular file of at most `maxBytes`, with the metadata of the file that was read.
 *
 * @throws the error of the file system; `TextNotUtf8`; an Error for another kind of file or a larger file.
 */
export async function readSmallFile(file: string, maxBytes: number): Promise<{ text: string; stats: Stats }> {
  // Opens without blocking, because opening a named pipe would wait for its writer.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Error("not a regular file");
    const buffer = Buffer.alloc(maxBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      length += bytesRead;
      if (length > maxBytes) throw new Error(`larger than ${maxBytes} bytes`);
      if (bytesRead === 0) return { text: decodeText(buffer.subarray(0, length)), stats };
    }
  } finally {
    await handle.close();
  }
}

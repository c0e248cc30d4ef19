import { decodeText } from "./decode-text.ts";

/**
 * Reads a stream.
 *
 * @returns `undefined` for a stream of more than `maxBytes`; the stream is then destroyed.
 */
export async function collectBytes(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As {@link collectBytes}, as UTF-8. @throws `TextNotUtf8` */
export async function collectText(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string | undefined> {
  const bytes = await collectBytes(stream, maxBytes);
  return bytes && decodeText(bytes);
}

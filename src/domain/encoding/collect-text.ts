/**
 * Reads a stream as UTF-8.
 *
 * @returns `undefined` for a stream of more than `mostBytes`; the stream is then destroyed.
 */
export async function collectText(stream: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

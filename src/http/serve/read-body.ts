import type { IncomingMessage } from "node:http";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * Yields the chunks of a request's body as they arrive.
 *
 * @param limit bytes.
 * @throws PortolanError `BodyTooLarge` for more than `limit` bytes; `RequestMalformed` for an incomplete body.
 */
export async function* bodyChunks(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw new PortolanError("BodyTooLarge", { limit });
  let size = 0;
  try {
    // Destroying the request on return would close the socket, which the answer still needs.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new PortolanError("BodyTooLarge", { limit });
      yield chunk;
    }
  } catch (error) {
    if (PortolanError.is(error)) throw error;
    throw new PortolanError("RequestMalformed", { reason: "its body is incomplete" }, { cause: error });
  }
}

/**
 * Reads the whole body.
 *
 * @throws PortolanError the errors of {@link bodyChunks}, and `BodyMissing` for an empty body.
 */
export async function readBody(request: IncomingMessage, limit: number, supported: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(request, limit)) chunks.push(chunk);
  const [first, ...more] = chunks;
  if (first === undefined) throw new PortolanError("BodyMissing", { supported });
  return more.length === 0 ? first : Buffer.concat(chunks);
}

/**
 * Reads the media type of a request's body, in lower case without parameters.
 *
 * @throws PortolanError `MediaTypeUnsupported`.
 */
export function requireMediaType(request: IncomingMessage, supported: readonly string[]): string {
  const { "content-type": type = "", "content-encoding": encoding } = request.headers;
  const essence = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!supported.includes(essence) || (encoding !== undefined && encoding !== "identity")) {
    const shown = `${type || "(none)"}${encoding === undefined ? "" : `, ${encoding}`}`.slice(0, 100);
    throw new PortolanError("MediaTypeUnsupported", { type: shown, supported: [...supported] });
  }
  return essence;
}

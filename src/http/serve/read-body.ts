import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * The chunks of a request's body as they come.
 *
 * @throws PortolanError `BodyTooLarge` before more than `limit` bytes are held; `RequestMalformed` when it breaks off.
 */
export async function* bodyChunks(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw new PortolanError("BodyTooLarge", { limit });
  let size = 0;
  try {
    // Not destroyed on return: the answer still has to go out on the same socket.
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

/** The whole body. @throws PortolanError as `bodyChunks`, and `BodyMissing` when it is empty. */
export async function readBody(request: IncomingMessage, limit: number, supported: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(request, limit)) chunks.push(chunk);
  if (chunks.length === 0) throw new PortolanError("BodyMissing", { supported });
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/** @throws PortolanError `BodyNotText`. */
export function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new PortolanError("BodyNotText", {});
  return bytes.toString("utf8");
}

/** The media type of a request's body, in lower case and without parameters. @throws `MediaTypeUnsupported`. */
export function requireMediaType(request: IncomingMessage, supported: readonly string[]): string {
  const { "content-type": type = "", "content-encoding": encoding } = request.headers;
  const essence = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!supported.includes(essence) || (encoding !== undefined && encoding !== "identity")) {
    const told = `${type || "(none)"}${encoding === undefined ? "" : `, ${encoding}`}`.slice(0, 100);
    throw new PortolanError("MediaTypeUnsupported", { type: told, supported: [...supported] });
  }
  return essence;
}

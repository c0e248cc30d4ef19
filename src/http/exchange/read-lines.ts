import type { IncomingMessage } from "node:http";
import { MAX_EXCHANGE_BYTES } from "../../api/exchange.ts";
import { requireContentDigest } from "../../exchange/content-digest.ts";
import { splitLines } from "../../exchange/json-lines.ts";
import { readBody, requireMediaType } from "../serve/read-body.ts";

/** JSON lines, of requests and answers. */
export const LINES_TYPE = "application/jsonl";

/** Milliseconds after which the connection of a slow sender is closed. */
const BODY_MS = 20_000;

/**
 * Reads the items of a request between gateways. Nothing of the body is interpreted before its digest is verified.
 *
 * @throws MediaTypeUnsupported, BodyMissing, BodyTooLarge, RequestMalformed, ContentDigestMismatch, and the errors of
 * {@link splitLines}.
 */
export async function readLines(request: IncomingMessage): Promise<Uint8Array[]> {
  requireMediaType(request, [LINES_TYPE]);
  const slow = setTimeout(() => request.destroy(), BODY_MS);
  try {
    const body = await readBody(request, MAX_EXCHANGE_BYTES, LINES_TYPE);
    const digest = request.headers["content-digest"];
    requireContentDigest(Array.isArray(digest) ? digest.join(", ") : digest, body);
    return splitLines(body);
  } finally {
    clearTimeout(slow);
  }
}

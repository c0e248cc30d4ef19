import type { IncomingMessage, ServerResponse } from "node:http";
import { collectBytes } from "../domain/encoding/collect.ts";

/** Limit of an HTTP body or a WebSocket message, in bytes. */
export const MAX_MESSAGE_BYTES = 16 * 2 ** 20;

/**
 * Answers JSON-RPC over HTTP: POST / with a JSON body.
 *
 * Web pages cannot use the node: it sends no CORS header, and takes only bodies declared as JSON, which need a
 * preflight. Wallet extensions are exempt from CORS and work.
 *
 * @param answer returns the answer to a message; undefined for notifications.
 */
export async function handleHttp(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (message: Uint8Array) => Promise<string | undefined>,
): Promise<void> {
  const refusal = refusalOf(request);
  if (refusal !== undefined) {
    refuse(response, refusal);
    return;
  }
  const body = await collectBytes(request, MAX_MESSAGE_BYTES);
  if (body === undefined) {
    refuse(response, { status: 413, reason: "The body is too long." });
    return;
  }
  const text = await answer(body);
  if (text === undefined) response.writeHead(204).end();
  else {
    const bytes = Buffer.from(text, "utf8");
    response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }).end(bytes);
  }
}

interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Refuses a request without reading its body, and closes the connection. */
export function refuse(response: ServerResponse, { status, reason, headers }: Refusal): void {
  response.writeHead(status, { ...headers, "content-type": "text/plain", connection: "close" }).end(`${reason}\n`);
}

function refusalOf(request: IncomingMessage): Refusal | undefined {
  if (request.url !== "/") return { status: 404, reason: "JSON-RPC is served at /." };
  if (request.method !== "POST") return { status: 405, reason: "Use POST.", headers: { allow: "POST" } };
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return { status: 415, reason: "Send application/json." };
  if (Number(request.headers["content-length"] ?? 0) > MAX_MESSAGE_BYTES) {
    return { status: 413, reason: "The body is too long." };
  }
  return undefined;
}

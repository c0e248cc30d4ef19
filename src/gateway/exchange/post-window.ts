import { request, type Dispatcher } from "undici";
import { MAX_EXCHANGE_BYTES } from "../../api/exchange.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { contentDigest, requireContentDigest } from "../../exchange/content-digest.ts";
import { splitLines } from "../../exchange/json-lines.ts";
import { describeFailure } from "../outgoing/describe-failure.ts";
import { createOutgoingAgent } from "../outgoing/outgoing-agent.ts";
import { readOutgoingUrl } from "../outgoing/outgoing-url.ts";
import { busyUntil } from "../outgoing/retry-after.ts";

/** Timeout of an answer, in milliseconds. */
const ANSWER_MS = 30_000;

/** The media type of JSON lines. */
const JSON_LINES = "application/jsonl";

/** Bytes of a refusal that are read to reuse the connection. */
const MAX_REFUSAL = 16_384;

/** The items of an answer; or, in words, why there is none, and before which time (Unix milliseconds) to send nothing. */
export type PostAnswer =
  { readonly items: readonly Uint8Array[] } | { readonly problem: string; readonly notBeforeMs?: number | undefined };

/** Posts requests to other gateways. */
export interface ExchangeClient {
  /**
   * Posts items to another gateway. Never throws for what the other gateway does.
   *
   * @param endpoint The gateway's address in the directory.
   * @param route The last part of the path.
   */
  post(endpoint: string, route: string, body: Uint8Array, stop: AbortSignal): Promise<PostAnswer>;
  close(): Promise<void>;
}

/**
 * Creates the client for the addresses of other gateways, which their members chose. It speaks TLS 1.3, connects to public
 * addresses, and to others, or without TLS, only where the operator named the host.
 */
export function createExchangeClient(privateHosts: readonly string[]): ExchangeClient {
  const open = createOutgoingAgent(true, ANSWER_MS, "TLSv1.3");
  const guarded = createOutgoingAgent(false, ANSWER_MS, "TLSv1.3");
  return {
    async post(endpoint, route, body, stop) {
      const url = routeUrl(endpoint, route, privateHosts);
      if ("problem" in url) return { problem: `its address is refused: ${url.problem}` };
      const agent = isNamed(url, privateHosts) ? open : guarded;
      return post(agent, url, body, AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)]));
    },
    close: async () => void (await Promise.all([open.destroy(), guarded.destroy()])),
  };
}

const isNamed = ({ host, hostname }: URL, hosts: readonly string[]) => hosts.includes(host) || hosts.includes(hostname);

function routeUrl(endpoint: string, route: string, privateHosts: readonly string[]): URL | { problem: string } {
  const parsed = URL.parse(endpoint);
  const url = readOutgoingUrl(endpoint, parsed !== null && isNamed(parsed, privateHosts));
  if ("problem" in url) return url;
  const base = url.pathname.endsWith("/") ? url.pathname.slice(0, -1) : url.pathname;
  url.pathname = `${base}/exchange/${route}`;
  url.search = "";
  url.hash = "";
  return url;
}

async function post(agent: Dispatcher, url: URL, body: Uint8Array, signal: AbortSignal): Promise<PostAnswer> {
  try {
    const headers = { "content-type": JSON_LINES, "content-digest": contentDigest(body), accept: JSON_LINES };
    const answer = await request(url, { method: "POST", dispatcher: agent, signal, headers, body });
    if (answer.statusCode !== 200) {
      await answer.body.dump({ limit: MAX_REFUSAL });
      return {
        problem: `answered ${answer.statusCode}`,
        notBeforeMs: busyUntil(answer.statusCode, answer.headers),
      };
    }
    const received = await readBody(answer.body);
    if (received === undefined) return { problem: "its answer is too large" };
    const digest = answer.headers["content-digest"];
    requireContentDigest(typeof digest === "string" ? digest : undefined, received);
    return { items: splitLines(received) };
  } catch (error) {
    if (PortolanError.is(error)) return { problem: `its answer is refused: ${error.message}` };
    return { problem: describeFailure(error, ANSWER_MS) };
  }
}

/** Reads a body up to the limit of the exchange. */
async function readBody(body: Dispatcher.ResponseData["body"]): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_EXCHANGE_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

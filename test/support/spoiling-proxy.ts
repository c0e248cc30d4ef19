import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Answer } from "../../scripts/conformance/server.ts";
import { isJsonObject } from "../../src/domain/encoding/json.ts";

/** A request on its way to the server, or a callback on its way to its subscriber. */
export interface PassingRequest {
  method: string;
  /** Path below the base path. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Answer["body"];
}

/** An answer on its way to the client. */
export interface PassingAnswer {
  status: number;
  /** Header fields by lower-case name. */
  headers: Record<string, string>;
  /** The parsed body; undefined without a body. */
  body: Answer["body"];
}

/** What a proxy spoils. */
export interface Spoil {
  /** Changes a request, or answers it instead of the server. */
  request?(request: PassingRequest): PassingAnswer | undefined;
  answer?(answer: PassingAnswer, request: PassingRequest): void;
  /** Changes a message to a subscriber. Returns `true` to drop it. */
  callback?(callback: Pick<PassingRequest, "headers" | "body">): boolean | void;
}

/** An HTTP proxy in front of an EPCIS server, which also carries the messages to subscribers. */
export interface SpoilingProxy {
  /** Base URL of the EPCIS paths. */
  readonly url: string;
  /** What it spoils now; nothing when empty. */
  spoil: Spoil;
  close(): Promise<void>;
}

/** Bytes of a request's header that the proxy passes on, so that only the server refuses long URLs. */
const MAX_HEADER_BYTES = 262_144;

/** Path of the callbacks that pass through the proxy, with the subscriber's URL as parameter. */
const CALLBACKS = "/callbacks";

/** @param target base URL of the EPCIS paths of the server. */
export async function startSpoilingProxy(target: string): Promise<SpoilingProxy> {
  const { origin, pathname: base } = new URL(target);
  let own = "";
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const url = new URL(request.url ?? "", own);
    const passing = url.pathname === CALLBACKS ? passCallback(request, response, url) : pass(request, response, url);
    passing.catch(() => response.destroy());
  });
  const proxy: SpoilingProxy = {
    url: "",
    spoil: {},
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function pass(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const passing: PassingRequest = {
      method: request.method ?? "GET",
      path: url.pathname.slice(base.length),
      query: url.searchParams,
      headers: headersOf(request),
      body: parsed(await text(request)),
    };
    const through = `${own}${CALLBACKS}?to=`;
    const dest: unknown = isJsonObject(passing.body) ? passing.body["dest"] : undefined;
    if (typeof dest === "string" && URL.canParse(dest)) passing.body.dest = through + encodeURIComponent(dest);
    const answer = proxy.spoil.request?.(passing) ?? (await forward(passing));
    // The client reads the destination that it gave.
    if (answer.body !== undefined) answer.body = restored(answer.body, through);
    proxy.spoil.answer?.(answer, passing);
    const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
    response.writeHead(answer.status, answer.headers).end(body);
  }

  async function forward({ method, path, query, headers, body }: PassingRequest): Promise<PassingAnswer> {
    const search = query.size === 0 ? "" : `?${query.toString()}`;
    const answered = await fetch(`${origin}${base}${path}${search}`, {
      method,
      redirect: "manual",
      headers,
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const content = await answered.text();
    const kept = [...answered.headers].filter(([name]) => !HOP_BY_HOP.has(name));
    return { status: answered.status, headers: Object.fromEntries(kept), body: parsed(content) };
  }

  async function passCallback(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const callback = { headers: headersOf(request), body: parsed(await text(request)) };
    if (proxy.spoil.callback?.(callback) === true) return void response.writeHead(204).end();
    const { status } = await fetch(url.searchParams.get("to") ?? "", {
      method: "POST",
      headers: callback.headers,
      body: JSON.stringify(callback.body),
    });
    response.writeHead(status).end();
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(proxy, { url: own + base });
}

/** Header fields that describe one connection, or the length of a body that may change. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
  "host",
]);

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" && !HOP_BY_HOP.has(name) ? [[name, value]] : [],
    ),
  );
}

/** Replaces the proxy's callback URLs in a body by those of the subscribers. */
function restored(body: Answer["body"], through: string): Answer["body"] {
  return JSON.parse(JSON.stringify(body), (_, value: unknown) =>
    typeof value === "string" && value.startsWith(through) ? decodeURIComponent(value.slice(through.length)) : value,
  );
}

/** Parses JSON; returns other text unchanged, and no text as undefined. */
function parsed(content: string): Answer["body"] {
  if (content === "") return undefined;
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}

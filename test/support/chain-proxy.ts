import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A JSON-RPC request that passes through the proxy. */
export interface PassingCall {
  /** The method, or the different methods of a batch. */
  readonly methods: readonly string[];
  readonly body: string;
}

/** An answer instead of the node's. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Changes that a test makes to calls between gateway and node. Each function may take time; `undefined` passes the call
 * unchanged.
 */
export interface Interference {
  /**
   * Runs before the node sees the call. `lost` drops the call without an answer; a reply replaces the node's answer.
   */
  before?(call: PassingCall): Promise<"lost" | Reply | undefined> | "lost" | Reply | undefined;
  /** Runs after the node's answer, before the gateway sees it. `lost` drops the answer; a text replaces it. */
  after?(call: PassingCall, answer: string): Promise<"lost" | string | undefined> | "lost" | string | undefined;
}

/** A real HTTP proxy in front of a node. */
export interface ChainProxy {
  readonly url: string;
  /** The node's JSON-RPC endpoint. */
  target: string;
  interference: Interference;
  close(): Promise<void>;
}

/** Starts a proxy in front of the JSON-RPC endpoint `target`. */
export async function startChainProxy(target: string): Promise<ChainProxy> {
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  const proxy: ChainProxy = {
    url: "",
    target,
    interference: {},
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const parsed = JSON.parse(body) as { method: string } | { method: string }[];
    const methods = [...new Set([parsed].flat().map(({ method }) => method))];
    const call = { methods, body };
    const instead = await proxy.interference.before?.(call);
    if (instead === "lost") return void response.destroy();
    if (instead !== undefined) return void response.writeHead(instead.status, instead.headers).end(instead.body);
    const answered = await fetch(proxy.target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const answer = await answered.text();
    const changed = await proxy.interference.after?.(call, answer);
    if (changed === "lost") return void response.destroy();
    response.writeHead(answered.status, { "content-type": "application/json" }).end(changed ?? answer);
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

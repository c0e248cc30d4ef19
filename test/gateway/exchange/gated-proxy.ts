import { createServer, request as openRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { splitLines } from "../../../src/exchange/json-lines.ts";

/** A request that waits at a gate. */
export interface GatedRequest {
  /** The last part of the path, such as `parcels`. */
  readonly route: string;
  /** The items of its body. */
  readonly items: readonly Uint8Array[];
}

/** A proxy before a gateway, where a test lets requests of other gateways through. */
export interface GatedProxy {
  /** The published endpoint. */
  readonly url: string;
  /** Requests so far, also those that wait. */
  readonly requests: readonly GatedRequest[];
  /** Resolves with whether a request passes. It passes also when its sender is gone. */
  gate: (request: GatedRequest) => Promise<boolean> | boolean;
  close(): Promise<void>;
}

/** @param target Port of the gateway, which may be away for some time. */
export async function startGatedProxy(target: number): Promise<GatedProxy> {
  const requests: GatedRequest[] = [];
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const gated = { route: (request.url ?? "").split("/").at(-1) ?? "", items: splitLines(body) };
    requests.push(gated);
    if (!(await proxy.gate(gated))) return void response.destroy();
    const { method, url, headers } = request;
    const forwarded = openRequest({ host: "127.0.0.1", port: target, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    forwarded.end(body);
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const proxy: GatedProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    gate: () => true,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return proxy;
}

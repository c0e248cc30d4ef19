import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { contentDigest } from "../../../../src/exchange/content-digest.ts";
import type { WireFault } from "./wire-fault.ts";

/** A proxy before a gateway, through which other gateways reach it. */
export interface ExchangeProxy {
  /** The published endpoint. */
  readonly url: string;
  /** How often each fault came. */
  readonly counts: ReadonlyMap<WireFault["fault"], number>;
  /** From now on nothing is disturbed. */
  calm(): void;
  close(): Promise<void>;
}

/** Milliseconds for which a request waits for another that overtakes it. */
const OVERTAKE_MS = 300;

interface Passed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Starts a proxy.
 *
 * @param target Port of the gateway, which may be away for some time.
 * @param faults The fault of each request, in their order; they begin again after the last.
 */
export async function startExchangeProxy(target: number, faults: readonly WireFault[]): Promise<ExchangeProxy> {
  const counts = new Map<WireFault["fault"], number>();
  let arrived = 0;
  let isCalm = false;
  const server = createServer((request, response) => {
    const fault = isCalm ? undefined : faults[arrived++ % faults.length];
    pass(request, response, fault ?? { fault: "none" }).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse, disturbed: WireFault): Promise<void> {
    const body = await buffer(request);
    const path = request.url ?? "/";
    const headers = headersOf(request);
    const forward = (changed: Buffer = body, differences = {}) =>
      exchange(target, path, { ...headers, ...differences }, changed);
    counts.set(disturbed.fault, (counts.get(disturbed.fault) ?? 0) + 1);
    switch (disturbed.fault) {
      case "none":
        break;
      case "requestLost":
        return void response.destroy();
      case "away":
        return void response.writeHead(503, { "retry-after": "1" }).end();
      case "answerLost":
        await forward();
        return void response.destroy();
      case "delayed":
        await sleep(disturbed.ms);
        break;
      case "doubled": {
        const [first] = await Promise.all([forward(), forward()]);
        return answer(response, first);
      }
      case "repeatedLater":
        setTimeout(() => void forward().catch(() => undefined), disturbed.ms).unref();
        break;
      case "overtaken": {
        const before = arrived;
        for (let waited = 0; waited < OVERTAKE_MS && arrived === before; waited += 10) await sleep(10);
        break;
      }
      case "requestCut":
        await sendPart(target, path, headers, body.subarray(0, Math.floor(body.length * disturbed.part)), body.length);
        return void response.destroy();
      case "answerCut": {
        const { status, headers: named, body: bytes } = await forward();
        response.writeHead(status, { ...named, "content-length": String(bytes.length) });
        response.write(bytes.subarray(0, Math.floor(bytes.length * disturbed.part)));
        await sleep(5);
        return void response.destroy();
      }
      case "requestAltered": {
        const altered = alter(body, disturbed.part);
        return answer(
          response,
          await forward(altered, disturbed.reckoned ? { "content-digest": contentDigest(altered) } : {}),
        );
      }
      case "answerAltered": {
        const { status, headers: named, body: bytes } = await forward();
        const altered = alter(bytes, disturbed.part);
        const digest = disturbed.reckoned ? { "content-digest": contentDigest(altered) } : {};
        return answer(response, { status, headers: { ...named, ...digest }, body: altered });
      }
      case "halfOpen":
        await sleep(disturbed.ms);
        return void response.destroy();
    }
    answer(response, await forward());
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    calm() {
      isCalm = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function answer(response: ServerResponse, { status, headers, body }: Passed): void {
  response.writeHead(status, { ...headers, "content-length": String(body.length) }).end(body);
}

/** Another byte at a part of the way. */
function alter(bytes: Buffer, part: number): Buffer {
  const altered = Buffer.from(bytes);
  const place = Math.floor(part * bytes.length);
  if (place < altered.length) altered[place] = (altered[place] ?? 0) ^ 1;
  return altered;
}

function exchange(port: number, path: string, headers: Record<string, string>, body: Buffer): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const sent = openRequest({ host: "127.0.0.1", port, path, method: "POST", headers }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 502, headers: headersOf(response), body: bytes }),
        reject,
      );
    });
    sent.on("error", reject).setHeader("content-length", body.length);
    sent.end(body);
  });
}

/** Sends the first bytes of a request that announces more, and ends the connection. */
function sendPart(
  port: number,
  path: string,
  headers: Record<string, string>,
  bytes: Buffer,
  announced: number,
): Promise<void> {
  return new Promise((resolve) => {
    const sent = openRequest({ host: "127.0.0.1", port, path, method: "POST", headers });
    sent.on("error", () => undefined).on("close", () => resolve());
    sent.setHeader("content-length", announced);
    sent.write(bytes);
    setTimeout(() => sent.destroy(), 20);
  });
}

/** The fields that say what a body is. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const named = ["content-type", "content-digest", "accept", "retry-after"] as const;
  return Object.fromEntries(
    named.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    }),
  );
}

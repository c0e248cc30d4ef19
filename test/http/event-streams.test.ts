import { expect } from "chai";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { EntryView } from "../../src/api/entry.ts";
import { EventStreams } from "../../src/http/serve/event-streams.ts";
import { call } from "./api-client.ts";
import { startApi } from "./start-api.ts";

describe("Event streams", () => {
  it("event streams are limited in number", async () => {
    const api = await startApi({ limits: { subscribers: 1 } });
    try {
      const token = await api.token(1);
      const first = await fetch(`${api.url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
      const { status, body, headers } = await call(api.url, "GET", "/v1/events", { token });
      expect([status, body.code, headers.get("retry-after")]).to.deep.equal([503, "TooManySubscribers", "5"]);
      await first.body?.cancel();
    } finally {
      await api.stop();
    }
  });

  it("event streams of one participant leave room for others", async () => {
    const api = await startApi({ limits: { subscribers: 3, subscribersEach: 1 } });
    try {
      const open = async (participant: number) => {
        const headers = { authorization: `Bearer ${await api.token(participant)}` };
        return fetch(`${api.url}/v1/events`, { headers });
      };
      const first = await open(1);
      const second = await open(1);
      expect([second.status, ((await second.json()) as { code: string }).code]).to.deep.equal([
        503,
        "TooManySubscribers",
      ]);
      const another = await open(2);
      expect(another.status).to.equal(200);
      await Promise.all([first.body?.cancel(), another.body?.cancel()]);
    } finally {
      await api.stop();
    }
  });

  it("an event stream ends when its reader is too slow, and buffers at most one page", async () => {
    const streams = new EventStreams(
      { limit: 1, limitEach: 1, draining: new AbortController().signal, drainMs: 200, heartbeatMs: 60_000 },
      { subscribers: () => undefined },
    );
    let pages = 0;
    async function* endless(signal: AbortSignal) {
      while (!signal.aborted) {
        pages += 1;
        yield {
          entries: [{ position: pages, signature: "x".repeat(200_000) } as unknown as EntryView],
          submissions: [],
          position: pages,
          ...{ completed: [], acts: [], completedActs: [], actSubmissions: [], arrivedBefore: 0, arrived: 0 },
        };
      }
    }
    const written = Promise.withResolvers<void>();
    const server = createServer((_request, response) => {
      streams.write(1, response, "00000000", endless, async () => true).then(written.resolve, written.reject);
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const response = await new Promise<IncomingMessage>((resolve) =>
      get({ port: (server.address() as AddressInfo).port }, resolve),
    );
    response.pause();
    response.on("error", () => undefined);
    await written.promise;
    const sent = pages;
    await pause(20);
    expect(pages).to.equal(sent);
    // The sockets' buffers on both sides hold some megabytes, not an endless feed.
    expect(sent).to.be.lessThan(200);
    expect(() => streams.requireRoom(1)).not.to.throw();
    response.destroy();
    server.close();
  });

  it("an event stream ends when its reader's credential ends", async () => {
    const streams = new EventStreams(
      { limit: 1, limitEach: 1, draining: new AbortController().signal, drainMs: 200, heartbeatMs: 20 },
      { subscribers: () => undefined },
    );
    let allowed = true;
    async function* silent(signal: AbortSignal) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      yield* [];
    }
    const server = createServer(
      (_request, response) => void streams.write(1, response, "00000000", silent, async () => allowed),
    ).listen(0);
    await new Promise((resolve) => server.once("listening", resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    setTimeout(() => (allowed = false), 60);
    expect(await response.text()).to.match(/^(: here\n\n)+$/);
    server.close();
  });
});

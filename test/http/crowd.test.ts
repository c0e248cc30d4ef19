import { expect } from "chai";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Agent, request } from "undici";
import { serve } from "../support/http-server.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { call } from "./api-client.ts";
import { startApi } from "./start-api.ts";
import { eventually } from "../support/eventually.ts";

const CROWD = 1_000;

/** Subscribing clients: each participant has a limit of streams. */
const READERS = ["carrier", "barge", "terminal", "trader"];

async function readMetric(url: string, name: string): Promise<number> {
  const { text } = await call(url, "GET", "/metrics");
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
}

describe("A gateway with many clients", () => {
  let stack: Stack;
  let url: string;
  let shipment: string;
  const token = (name: string) => stack.participants[name]?.token as string;
  const post = (path: string, body: unknown) =>
    call(url, "POST", path, { token: token("carrier"), body, headers: { prefer: "wait=30" } });
  const record = () => post("/v1/entries", { kind: "Report", shipment, payload: { note: "as usual" } });

  before(async () => {
    stack = await startStack();
    url = stack.gateway.url;
    shipment = (await post("/v1/shipments", { identifier: "https://example.com/units/1", payload: {} })).body.id;
  });
  after(() => stack.stop());

  const metric = (name: string) => readMetric(url, name);

  /** The requests of a well-behaved client at the same time. */
  async function expectService(): Promise<void> {
    expect((await record()).status).to.equal(201);
    expect((await call(url, "GET", `/v1/shipments/${shipment}/trace`, { token: token("carrier") })).status).to.equal(
      200,
    );
    expect((await call(url, "GET", "/readyz")).status).to.equal(200);
  }

  it(`a gateway serves others while ${CROWD} clients send single bytes, and closes their connections`, async () => {
    const { hostname, port } = new URL(url);
    const head = `POST /v1/entries HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token("carrier")}\r\n`;
    const answers: string[] = [];
    const slow = (beginning: string): Promise<Socket> =>
      new Promise((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.write(beginning, () => resolve(socket)));
        socket.on("data", (data) => answers.push(String(data)));
        socket.on("error", () => undefined);
      });
    const sockets = await Promise.all(
      Array.from({ length: CROWD }, (_, index) =>
        slow(index % 2 === 0 ? head : `${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`),
      ),
    );
    const dripping = setInterval(() => {
      for (const socket of sockets) socket.write("x");
    }, 500);
    try {
      await eventually("all are connected", async () => (await metric("portolan_http_connections")) >= CROWD);
      await expectService();
      // Connections with an unfinished request head are closed early.
      const unfinished = sockets.filter((_, index) => index % 2 === 0);
      await Promise.all(unfinished.map(async (socket) => socket.closed || (await once(socket, "close"))));
      expect(answers.filter((answer) => answer.includes("RequestTimedOut"))).to.have.length(unfinished.length);
      await expectService();
    } finally {
      clearInterval(dripping);
      for (const socket of sockets) socket.destroy();
    }
  });

  it(`a gateway sends ${CROWD} subscribers every entry that they may read, once and in order`, async () => {
    const agent = new Agent({ connections: CROWD });
    const streams = await Promise.all(
      Array.from({ length: CROWD }, async (_, index) => {
        const name = READERS[index % READERS.length] as string;
        const { statusCode, body } = await request(`${url}/v1/events`, {
          dispatcher: agent,
          headers: { authorization: `Bearer ${token(name)}` },
        });
        expect(statusCode).to.equal(200);
        return { name, body };
      }),
    );
    expect(await metric("portolan_event_subscribers")).to.equal(CROWD);

    const ENTRIES = 5;
    const hashes: string[] = [];
    const offer = { kind: "Offer", shipment, counterparty: stack.participants["barge"]?.id, payload: {} };
    hashes.push((await post("/v1/entries", offer)).body.hash);
    while (hashes.length < ENTRIES) hashes.push((await record()).body.hash);

    const told = await Promise.all(
      streams.filter(({ name }) => name === "carrier" || name === "barge").map(({ body }) => readHashes(body, ENTRIES)),
    );
    for (const heard of told) expect(heard).to.deep.equal(hashes);
    await expectService();

    await agent.destroy();
    for (const { body } of streams) body.destroy();
    await eventually("no stream is open", async () => (await metric("portolan_event_subscribers")) === 0);
  });

  it("a gateway serves others while webhook receivers never answer, and counts their pending messages", async () => {
    let asked = 0;
    const silent = await serve(() => void (asked += 1));
    const open = () => post("/v1/webhooks", { url: `${silent.url}/hook`, kinds: ["Report"] });
    try {
      const webhooks = await Promise.all([open(), open(), open()]);
      const ENTRIES = 5;
      for (let count = 0; count < ENTRIES; count += 1) await expectService();
      await eventually("every receiver was asked", () => asked >= webhooks.length);
      await expectService();
      const waiting = () => metric('portolan_messages\\{state="pending"\\}');
      await eventually("every message waits", async () => (await waiting()) >= webhooks.length * (ENTRIES + 1));
      expect(await metric("portolan_ready")).to.equal(1);
      for (const { body } of webhooks)
        await call(url, "DELETE", `/v1/webhooks/${body.webhook.id}`, { token: token("carrier") });
    } finally {
      await silent.close();
    }
  });

  async function readHashes(body: AsyncIterable<Uint8Array>, count: number): Promise<string[]> {
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split("\n\n").filter((event) => event.includes("\nevent: entry\n"));
      if (events.length >= count && text.endsWith("\n\n")) {
        return events.map((event) => JSON.parse(/^data: (.*)$/m.exec(event)?.[1] as string).hash);
      }
    }
    throw new Error(`the stream ended after ${text}`);
  }
});

describe("A gateway that one client floods", () => {
  it("a gateway that one client floods serves others, and answers the flood with Retry-After", async () => {
    const api = await startApi({ limits: { requestsPerSecond: 20 } });
    try {
      const [flooding, token] = [await api.token(1, "read"), await api.token(2, "read")];
      const flood = Array.from({ length: CROWD }, () => call(api.url, "GET", "/v1/entries", { token: flooding }));
      expect((await call(api.url, "GET", "/v1/shipments", { token })).status).to.equal(200);
      const answers = await Promise.all(flood);
      const refused = answers.filter(({ status }) => status === 429);
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200, 429]));
      expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 0)).to.equal(true);
      const counted = 'portolan_http_request_duration_seconds_count\\{method="GET",route="/v1/entries",status="429"\\}';
      expect(await readMetric(api.url, counted)).to.equal(refused.length);
      expect((await call(api.url, "GET", "/v1/shipments", { token })).status).to.equal(200);
    } finally {
      await api.stop();
    }
  });
});

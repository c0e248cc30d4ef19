import { expect } from "chai";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { connect } from "node:net";
import type { StreamEvent } from "../../src/api/stream-event.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { call } from "./api-client.ts";
import { eventually, LIMIT_MS } from "../support/eventually.ts";

/** Reads a stream until `count` events of one name arrived. */
async function readEvents(
  url: string,
  token: string,
  count: number,
  lastEventId?: string,
  name: StreamEvent = "entry",
): Promise<EventSourceMessage[]> {
  const ending = new AbortController();
  const headers = {
    authorization: `Bearer ${token}`,
    ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
  };
  const response = await fetch(`${url}/v1/events`, {
    headers,
    signal: AbortSignal.any([ending.signal, AbortSignal.timeout(LIMIT_MS)]),
  });
  expect(response.status).to.equal(200);
  expect(response.headers.get("content-type")).to.equal("text/event-stream");
  expect(response.headers.get("x-accel-buffering")).to.equal("no");
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void (event.event === name && events.push(event)) });
  const decoder = new TextDecoder();
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (events.length >= count) break;
  }
  ending.abort();
  return events.slice(0, count);
}

describe("Events of a stream", () => {
  let stack: Stack;
  let url: string;
  let shipment: string;
  const token = (name: string) => stack.participants[name]?.token as string;
  const post = (path: string, body: unknown, name = "carrier") =>
    call(url, "POST", path, { token: token(name), body, headers: { prefer: "wait=20" } });
  const record = async (note: string) =>
    (await post("/v1/entries", { kind: "Report", shipment, payload: { note } })).body.hash as string;

  before(async () => {
    stack = await startStack();
    url = stack.gateway.url;
    shipment = (await post("/v1/shipments", { identifier: "https://example.com/units/1", payload: {} })).body.id;
  });
  after(() => stack.stop());

  it("an event stream sends entries in order as they are recorded, with their position as id", async () => {
    const reading = readEvents(url, token("carrier"), 2);
    const hashes: string[] = [];
    // A stream without Last-Event-ID begins with the entries recorded after it was opened.
    const interval = setInterval(() => void record("live").then((hash) => hashes.push(hash)), 100);
    const events = await reading.finally(() => clearInterval(interval));
    const entries = events.map(({ data }) => JSON.parse(data));
    expect(entries.map(({ shipment: id }) => id)).to.deep.equal([shipment, shipment]);
    expect(events.map(({ event, id }) => [event, Number(id?.split("-")[0])])).to.deep.equal(
      entries.map(({ position }) => ["entry", position]),
    );
    expect(entries[1].previous).to.equal(entries[0].hash);
  });

  it("an event stream continues after the id in Last-Event-ID", async () => {
    await record("one");
    await record("two");
    const all = await readEvents(url, token("carrier"), 3, "0");
    const rest = await readEvents(url, token("carrier"), 2, all[0]?.id);
    expect(rest.slice(0, 2).map(({ id }) => id)).to.deep.equal([all[1]?.id, all[2]?.id]);
  });

  it("an event stream sends only entries that its reader may read", async () => {
    const other = await post("/v1/shipments", { identifier: "https://example.com/units/9", payload: {} }, "barge");
    const [event] = await readEvents(url, token("barge"), 1, "0");
    expect(JSON.parse(event?.data as string).shipment).to.equal(other.body.id);
  });

  it("an event stream sends an author the outcomes of its submissions, with the reason of a refusal", async () => {
    const { body: recorded } = await post("/v1/entries", { kind: "Report", shipment, payload: { note: "heard" } });
    const { body: refused } = await post("/v1/entries", { kind: "Accept", shipment, payload: {} });
    expect(refused.code).to.equal("ShipmentLedgerUnexpectedPhase");
    const told = await readEvents(url, token("carrier"), 2, String(recorded.position - 1), "submission");
    const submissions = told.map(({ data }) => JSON.parse(data));
    expect(submissions.map(({ state, refusal }) => [state, refusal?.code])).to.deep.equal([
      ["recorded", undefined],
      ["refused", "ShipmentLedgerUnexpectedPhase"],
    ]);
    expect(submissions[0].entry).to.equal(recorded.hash);
    expect(told.map(({ id }) => id)).to.deep.equal([undefined, undefined]);
  });

  it("an event stream sends outcomes of submissions only to their author, with the scope record", async () => {
    const { apiKeys } = stack.gateway;
    const participant = stack.participants["carrier"]?.id as number;
    const { token: reading } = await apiKeys.issue({ participant, label: "reads", scopes: ["read"] });
    for (const [reader, name] of [
      [reading, "carrier"],
      [token("barge"), "barge"],
    ] as const) {
      const ending = new AbortController();
      const response = await fetch(`${url}/v1/events`, {
        headers: { authorization: `Bearer ${reader}`, "last-event-id": "0" },
        signal: ending.signal,
      });
      await record("quiet");
      // The reader sees this entry, and after it no event of the earlier one.
      const identifier = `https://example.com/events/${name}/last`;
      const last = (await post("/v1/shipments", { identifier, payload: {} }, name)).body.head as string;
      let text = "";
      for await (const chunk of response.body as ReadableStream<Uint8Array>) {
        text += Buffer.from(chunk).toString();
        if (text.includes(last)) break;
      }
      ending.abort();
      expect(text).to.include("event: entry");
      const authors = [...text.matchAll(/^event: submission\ndata: (.*)$/gm)].map(
        ([, data = ""]) => JSON.parse(data).author,
      );
      expect(authors).not.to.include(participant);
    }
  });

  it("an event stream with an invalid Last-Event-ID is refused", async () => {
    const headers = { "last-event-id": "yesterday" };
    const { status, body } = await call(url, "GET", "/v1/events", { token: token("carrier"), headers });
    expect([status, body.code]).to.deep.equal([400, "RequestInvalid"]);
  });

  it("a stream's position ahead of the chain, or of another ledger, is refused with the chain's position", async () => {
    const { body: recorded } = await post("/v1/entries", { kind: "Report", shipment, payload: { note: "last" } });
    for (const [id, reason] of [
      ["999999999999999", "it is ahead of the chain"],
      [`${recorded.position}-00000000`, "it belongs to another ledger"],
    ] as const) {
      const headers = { "last-event-id": id };
      const { status, body } = await call(url, "GET", "/v1/events", { token: token("carrier"), headers });
      expect([status, body.code, body.facts.id, body.facts.reason]).to.deep.equal([
        409,
        "StreamPositionUnknown",
        id,
        reason,
      ]);
      expect(body.facts.position).to.be.at.least(recorded.position);
    }
  });

  it("a closed event stream no longer counts towards the limit", async () => {
    const open = async () => /^portolan_event_subscribers (\d+)$/m.exec((await call(url, "GET", "/metrics")).text)?.[1];
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () =>
      socket.write(`GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token("carrier")}\r\n\r\n`),
    );
    await new Promise((resolve) => socket.once("data", resolve));
    expect(await open()).to.equal("1");
    socket.destroy();
    await eventually("no stream is open", async () => (await open()) === "0");
  });

  it("event streams end when the gateway stops", async () => {
    const response = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${token("carrier")}` } });
    const ended = response.text();
    await stack.gateway.stop();
    expect(await ended).to.match(/^: here/);
  });
});

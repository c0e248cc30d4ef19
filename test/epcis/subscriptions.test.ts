import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { expect } from "chai";
import { noteFailure, readDueDeliveries, type DeliveryRecord } from "../../src/store/notify/deliveries.ts";
import { openDatabase, type Database } from "../../src/store/open-database.ts";
import { nextRun, parseSchedule } from "../../src/epcis/query/schedule.ts";
import { gatewayClient, type GatewayClient } from "../support/gateway-client.ts";
import { captureEvents } from "../support/capture-events.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { CONTEXT, SAMPLES } from "./sample-events.ts";
import { eventually } from "../support/eventually.ts";

/** A real receiver of callbacks. */
class Receiver {
  readonly received: { readonly headers: IncomingHttpHeaders; readonly text: string }[] = [];
  /** Answers of the first requests; afterwards {@link answer} decides. */
  readonly answers: number[] = [];
  answer: (text: string) => { readonly status: number; readonly headers?: Record<string, string> } = () => ({
    status: 204,
  });
  url = "";
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      this.received.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
      const { status, headers } = this.answer(this.received.at(-1)?.text ?? "");
      response.writeHead(this.answers.shift() ?? status, headers).end();
    });
  });

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/callback`;
  }

  async got(count: number) {
    await eventually(`${count} messages came`, () => this.received.length >= count);
    return this.received;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe("Subscriptions to named queries", () => {
  let stack: Stack;
  let client: GatewayClient;
  let token: string;
  let receiver: Receiver;
  let db: Database;

  before(async () => {
    stack = await startStack();
    db = await openDatabase({ folder: stack.config.dataDir });
    token = stack.participants["trader"]?.token as string;
    client = gatewayClient(stack.gateway.url, token);
  });

  after(async () => {
    await db.close();
    await stack.stop();
  });

  beforeEach(async () => {
    receiver = new Receiver();
    await receiver.listen();
  });

  afterEach(() => receiver.close());

  it("a query's subscriptions are listed in pages, each of them once", async () => {
    await client.post("/epcis/queries", { name: "paged", query: {} });
    const made = new Set<string>();
    for (let count = 0; count < 5; count++) {
      const subscription = { dest: receiver.url, schedule: { hour: "3" } };
      made.add((await client.post("/epcis/queries/paged/subscriptions", subscription)).body.subscriptionID);
    }
    const listed: string[] = [];
    let next: string | undefined = "/epcis/queries/paged/subscriptions?perPage=2";
    for (let pages = 0; next !== undefined; pages++) {
      expect(pages).to.be.below(3);
      const { body, headers } = await client.get(next);
      listed.push(...body.map(({ subscriptionID }: { subscriptionID: string }) => subscriptionID));
      next = /^<([^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
    }
    expect(listed).to.have.length(5);
    expect(new Set(listed)).to.deep.equal(made);
    const refused = await client.get("/epcis/queries/paged/subscriptions?perPage=0");
    expect(refused.status).to.equal(400);
    await client.delete("/epcis/queries/paged");
  });

  const record = (letter: string, changes: object = {}) =>
    captureEvents(stack.gateway.url, token, [{ ...SAMPLES[letter], ...changes }], CONTEXT);
  const newID = () => ({ eventID: `urn:uuid:${crypto.randomUUID()}` });

  describe("a stream", () => {
    it("a stream of a query sends each matching event, signed, and no other event", async () => {
      await client.post("/epcis/queries", { name: "shipping", query: { EQ_bizStep: ["shipping"] } });
      const draft = { dest: receiver.url, signatureToken: "shared secret", stream: true };
      const made = await client.post("/epcis/queries/shipping/subscriptions", draft);
      expect(made.status, JSON.stringify(made.body)).to.equal(201);
      expect(JSON.stringify(made.body)).not.to.include("shared secret");

      const { eventID } = newID();
      await record("a", newID());
      await record("d", { eventID });

      const [message] = await receiver.got(1);
      const document = JSON.parse(message?.text as string);
      const { queryResults } = document.epcisBody;
      expect(queryResults.queryName).to.equal("shipping");
      expect(queryResults.subscriptionID).to.equal(made.body.subscriptionID);
      expect(queryResults.resultsBody.eventList.map((event: { eventID: string }) => event.eventID)).to.deep.equal([
        eventID,
      ]);
      const signature = createHmac("sha256", "shared secret")
        .update(message?.text as string)
        .digest("base64");
      expect(message?.headers["gs1-signature"]).to.equal(signature);
    });

    it("a stream of a query ends when its query is deleted", async () => {
      await client.post("/epcis/queries", { name: "gone", query: {} });
      await client.post("/epcis/queries/gone/subscriptions", { dest: receiver.url, stream: true });
      expect((await client.delete("/epcis/queries/gone")).status).to.equal(204);
      const after = await client.get("/epcis/queries/gone/subscriptions");
      expect(after.body.type).to.equal("epcisException:NoSuchNameException");
    });

    it("a stream of a query sends no event to a participant that may not read the shipment", async () => {
      const other = gatewayClient(stack.gateway.url, stack.participants["barge"]?.token as string);
      await other.post("/epcis/queries", { name: "all", query: {} });
      await other.post("/epcis/queries/all/subscriptions", { dest: receiver.url, stream: true });
      const own = new Receiver();
      await own.listen();
      await client.post("/epcis/queries", { name: "mine", query: {} });
      await client.post("/epcis/queries/mine/subscriptions", { dest: own.url, stream: true });
      await record("d", newID());
      await own.got(1);
      own.close();
      expect(receiver.received).to.be.empty;
    });
  });

  describe("a schedule", () => {
    it("a scheduled run sends the events since the last one; earlier events and empty reports on request", async () => {
      await record("f", newID());
      await client.post("/epcis/queries", { name: "inspections", query: { EQ_bizStep: "inspecting" } });
      const draft = {
        dest: receiver.url,
        schedule: { second: "0/1" },
        reportIfEmpty: true,
        initialRecordTime: "2020-01-01T00:00:00Z",
      };
      const made = await client.post("/epcis/queries/inspections/subscriptions", draft);
      expect(made.status, JSON.stringify(made.body)).to.equal(201);
      const reports = (await receiver.got(2)).map(
        ({ text }) => JSON.parse(text).epcisBody.queryResults.resultsBody.eventList.length as number,
      );
      expect(reports.slice(0, 2)).to.deep.equal([1, 0]);
    });

    const FROM = Date.parse("2026-03-01T10:20:30.500Z");
    for (const [schedule, next] of [
      [{ second: "0/30" }, "2026-03-01T10:21:00Z"],
      [{ minute: "5", hour: "1" }, "2026-03-02T01:05:00Z"],
      [{ hour: "[9-11]" }, "2026-03-01T11:00:00Z"],
      [{ dayOfWeek: "1" }, "2026-03-02T00:00:00Z"],
      [{ month: "2", dayOfMonth: "29", hour: "12" }, "2028-02-29T12:00:00Z"],
      [{ minute: "15,45" }, "2026-03-01T10:45:00Z"],
    ] as const) {
      it(`the next run of a subscription is at ${next} under ${JSON.stringify(schedule)}`, () => {
        expect(nextRun(parseSchedule(schedule), FROM)).to.equal(Date.parse(next));
      });
    }

    it("a schedule on an impossible day has no next run", () => {
      expect(nextRun(parseSchedule({ month: "2", dayOfMonth: "31" }), FROM)).to.equal(undefined);
    });
  });

  describe("whose receiver fails", () => {
    it("a failed message to a subscription's receiver is sent again", async () => {
      receiver.answers.push(500);
      await client.post("/epcis/queries", { name: "retried", query: {} });
      const made = await client.post("/epcis/queries/retried/subscriptions", { dest: receiver.url, stream: true });
      await record("d", newID());
      await receiver.got(1);
      // Tests do not wait for the second attempt: the pending message becomes a dead letter and is replayed.
      const due = await waitFor(() => readDueDeliveries(db, made.body.subscriptionID, Date.now() + 60_000, 10));
      await noteFailure(db, due[0] as DeliveryRecord, "answered 500", undefined);
      const path = `/v1/webhooks/${made.body.subscriptionID}`;
      const letters = await client.get(`${path}/dead-letters`);
      expect(letters.body.items).to.have.length(1);
      expect(letters.body.items[0]).to.include({ id: due[0]?.id, entry: null, lastError: "answered 500" });
      expect((await client.post(`${path}/replay`, {})).body).to.deep.equal({ replayed: 1 });
      const [first, second] = await receiver.got(2);
      expect(idsOf(second?.text)).to.deep.equal(idsOf(first?.text));
    });

    it("a receiver of at most two events gets all events, each once, in smaller messages", async () => {
      receiver.answer = (text) => ({ status: idsOf(text).length > 2 ? 413 : 200 });
      await client.post("/epcis/queries", { name: "small", query: {} });
      await client.post("/epcis/queries/small/subscriptions", { dest: receiver.url, stream: true });
      const ids = Array.from({ length: 6 }, () => newID().eventID);
      await captureEvents(
        stack.gateway.url,
        token,
        ids.map((eventID) => ({ ...SAMPLES["d"], eventID })),
        CONTEXT,
      );
      const taken = () => receiver.received.map(({ text }) => idsOf(text)).filter((some) => some.length <= 2);
      await eventually("all events came", () => taken().flat().length >= ids.length);
      expect(taken().flat()).to.have.members(ids);
    });

    it("a single event that is too large is left out and named, and the others are delivered", async () => {
      const [first, large, last] = [newID().eventID, newID().eventID, newID().eventID];
      receiver.answer = (text) => ({ status: text.includes(large) ? 413 : 200 });
      await client.post("/epcis/queries", { name: "wide event", query: {} });
      const path = "/epcis/queries/wide%20event/subscriptions";
      const made = await client.post(path, { dest: receiver.url, stream: true });
      const events = [first, large, last].map((eventID) => ({ ...SAMPLES["d"], eventID }));
      await captureEvents(stack.gateway.url, token, events, CONTEXT);
      const one = await eventually("the event is left out", async () => {
        const { body } = await client.get(`${path}/${made.body.subscriptionID}`);
        return body["portolan:undelivered"] !== undefined && body;
      });
      expect(one["portolan:undelivered"]).to.deep.equal([
        { eventIDs: [large], reason: "answered 413: too large for the receiver" },
      ]);
      const taken = () => receiver.received.flatMap(({ text }) => (text.includes(large) ? [] : idsOf(text)));
      await eventually("the others came", () => taken().length >= 2);
      expect(taken()).to.have.members([first, last]);
    });

    it("a receiver that names a time gets no message before it", async () => {
      receiver.answer = () =>
        receiver.received.length === 1 ? { status: 503, headers: { "retry-after": "60" } } : { status: 200 };
      await client.post("/epcis/queries", { name: "later", query: {} });
      const made = await client.post("/epcis/queries/later/subscriptions", { dest: receiver.url, stream: true });
      await record("d", newID());
      const soon = await waitFor(() => readDueDeliveries(db, made.body.subscriptionID, Date.now() + 90_000, 10));
      expect(soon[0]?.lastError).to.equal("answered 503");
      expect(await readDueDeliveries(db, made.body.subscriptionID, Date.now() + 55_000, 10)).to.deep.equal([]);
      await record("d", newID());
      expect(receiver.received).to.have.length(1);
    });

    const idsOf = (text = "") =>
      JSON.parse(text).epcisBody.queryResults.resultsBody.eventList.map((event: { eventID: string }) => event.eventID);

    /** Repeats a read until a delivery exists and was attempted. */
    async function waitFor(read: () => Promise<DeliveryRecord[]>): Promise<DeliveryRecord[]> {
      return eventually("every message was tried", async () => {
        const found = await read();
        return found.length > 0 && found.every(({ attempts }) => attempts > 0) && found;
      });
    }
  });

  describe("that is invalid", () => {
    const wrong: readonly (readonly [what: string, draft: object])[] = [
      ["neither schedule nor stream", {}],
      ["both schedule and stream", { stream: true, schedule: { hour: "1" } }],
      ["an invalid hour", { schedule: { hour: "24" } }],
      ["an empty schedule", { schedule: {} }],
      ["an invalid time", { stream: true, initialRecordTime: "soon" }],
      ["an invalid address", { stream: true, dest: "ftp://example.com/" }],
    ];
    for (const [what, draft] of wrong) {
      it(`a subscription is refused with ${what}`, async () => {
        await client.post("/epcis/queries", { name: "any", query: {} });
        const body = { dest: receiver.url, ...draft };
        const refused = await client.post("/epcis/queries/any/subscriptions", body);
        expect(refused.status).to.equal(400);
        expect(refused.body.type).to.equal("epcisException:SubscriptionControlsException");
      });
    }
  });

  describe("a named query", () => {
    it("a named query returns its events, and does not exist for other participants", async () => {
      const { eventID } = newID();
      await record("c", { eventID });
      await client.post("/epcis/queries", { name: "roasts", query: { EQ_eventID: [eventID] } });
      const found = await client.get("/epcis/queries/roasts/events");
      expect(found.body.epcisBody.queryResults.queryName).to.equal("roasts");
      expect(found.body.epcisBody.queryResults.resultsBody.eventList).to.have.length(1);
      const other = gatewayClient(stack.gateway.url, stack.participants["barge"]?.token as string);
      expect((await other.get("/epcis/queries/roasts")).status).to.equal(404);
    });

    it("a named query is refused with an unknown parameter or a taken name", async () => {
      const unknown = await client.post("/epcis/queries", { name: "odd", query: { colour: "red" } });
      expect(unknown.body).to.include({
        type: "epcisException:QueryParameterException",
        code: "EpcisParameterUnknown",
      });
      await client.post("/epcis/queries", { name: "twice", query: {} });
      const twice = await client.post("/epcis/queries", { name: "twice", query: {} });
      expect(twice.body.type).to.equal("epcisException:ResourceAlreadyExistsException");
    });

    it("a named query with hundreds of patterns is refused as too complex", async () => {
      const MATCH_epc = Array.from({ length: 30 }, (_, index) => `urn:epc:idpat:sgtin:${9506000 + index}.*.*`);
      const refused = await client.post("/epcis/queries", { name: "wide", query: { MATCH_epc } });
      expect(refused.status).to.equal(413);
      expect(refused.body.type).to.equal("epcisException:QueryTooComplexException");
    });

    it("a named query with ten thousand values is refused as too complex", async () => {
      const EQ_eventID = Array.from({ length: 10_000 }, (_, index) => `urn:x:${index}`);
      const refused = await client.post("/epcis/queries", { name: "long", query: { EQ_eventID } });
      expect(refused.status).to.equal(413);
      expect(refused.body.type).to.equal("epcisException:QueryTooComplexException");
    });
  });
});

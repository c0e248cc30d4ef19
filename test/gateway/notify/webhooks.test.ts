import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

import { expect } from "chai";
import { pino } from "pino";
import { Webhook as Verifier } from "standardwebhooks";

import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { listDeadLetters, replayDeadLetters } from "../../../src/gateway/notify/messages.ts";
import { Feed } from "../../../src/gateway/notify/feed.ts";
import { createWebhook, deleteWebhook, listWebhooks } from "../../../src/gateway/notify/manage-webhooks.ts";
import { startWebhooks } from "../../../src/gateway/notify/webhook-messages.ts";
import { ReadRecorder } from "../../../src/gateway/reads/read-recorder.ts";
import { errorOf } from "../../support/error-of.ts";
import { holdPart } from "../../support/hold-part.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";
import { eventually } from "../../support/eventually.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real receiver that answers with `answer`; `undefined` never answers. */
class Receiver {
  readonly received: Received[] = [];
  answer: (count: number) => number | undefined = () => 204;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        const status = this.answer(this.received.length);
        if (status === undefined) return;
        response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
      });
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Resolves after this number of messages. */
  async got(count: number): Promise<Received[]> {
    await eventually(`${count} messages came`, () => this.received.length >= count);
    return this.received;
  }
}

describe("Webhooks", () => {
  let ledger: SeededLedger, feed: Feed, receiver: Receiver, url: string;
  let trader: Caller, rival: Caller, shipment: ShipmentId;
  const running: { stop(): Promise<void> }[] = [];

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    rival = ledger.enrol("Rival", "carrier");
    feed = new Feed(ledger.reading, ledger, 50);
    receiver = new Receiver();
    url = await receiver.listen();
    shipment = await ledger.consign(trader, "CSQU3054383");
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
    feed.close();
    receiver.close();
    await ledger.close();
  });

  function start(retryDelaysMs: readonly number[] = [1, 1, 1], allowPrivate = true) {
    const log = pino({ level: "silent" });
    const reads = new ReadRecorder(ledger.db, ledger.reading.now, () => undefined);
    const one = startWebhooks({ reading: ledger.reading, reads, feed, log, allowPrivate, retryDelaysMs });
    running.push(one);
    return one;
  }

  const create = (caller = trader, more = {}) => createWebhook(ledger.reading, caller, { url, ...more }, true);
  const report = () => ledger.record(trader, "Report", shipment);

  describe("A receiver that answers", () => {
    it("a webhook gets each entry once, with a signature that the Standard Webhooks library verifies", async () => {
      const { secret, webhook } = await create();
      start();
      const hash = await report();
      const [first] = await receiver.got(1);
      if (first === undefined) throw new Error("Nothing came.");
      const body = new Verifier(secret).verify(first.body, first.headers as Record<string, string>) as {
        type: string;
        data: { hash: string };
      };
      expect(body.type).to.equal("entry.recorded");
      expect(body.data.hash).to.equal(hash);
      await report();
      const ids = (await receiver.got(2)).map(({ headers }) => headers["webhook-id"]);
      expect(new Set(ids).size).to.equal(2);
      expect(String(ids[0])).to.match(new RegExp(`^${webhook.id}\\.`));
    });

    it("a webhook gets only entries that its owner may read, of the kinds that it asked for", async () => {
      await create(rival);
      await create(trader, { kinds: ["Offer"] });
      start();
      await ledger.record(trader, "Consign", `0x${"77".repeat(32)}`);
      const offer = await ledger.record(trader, "Offer", shipment, { counterparty: rival });
      const received = await receiver.got(2);
      const told = received.map(({ body }) => (JSON.parse(body) as { data: { hash: string } }).data.hash);
      expect(told).to.deep.equal([offer, offer]);
    });

    it("a webhook gets no more of a payload than this gateway holds", async () => {
      await create();
      const payload = { "portolan:seals": ["S1"], "portolan:findings": "dry" };
      const entry = await ledger.record(trader, "Report", shipment, { payload });
      await holdPart(ledger.db, entry, "handoff");
      start();
      const [message] = await receiver.got(1);
      const { data } = JSON.parse(message?.body ?? "") as { data: object };
      expect(data).to.deep.include({ hash: entry, payload: "partial", summary: { seals: ["S1"] } });
    });

    it("a webhook gets only entries recorded after its creation", async () => {
      await create();
      start();
      const hash = await report();
      const [first] = await receiver.got(1);
      expect(first?.body).to.include(hash);
    });
  });

  describe("A receiver that fails", () => {
    it("a message is sent again with the same id until it arrives", async () => {
      receiver.answer = (count) => (count < 3 ? 500 : 200);
      await create();
      start();
      await report();
      const ids = (await receiver.got(3)).map(({ headers }) => headers["webhook-id"]);
      expect(new Set(ids).size).to.equal(1);
      await eventually(
        "no message is pending",
        async () => (await listWebhooks(ledger.reading, trader))[0]?.pending === 0,
      );
    });

    it("a message is a dead letter after the last attempt, and is sent again on request with the same id", async () => {
      receiver.answer = () => 500;
      const { webhook } = await create();
      start([1]);
      const hash = await report();
      await eventually(
        "a message is given up",
        async () => (await listWebhooks(ledger.reading, trader))[0]?.dead === 1,
      );
      const [letter] = (await listDeadLetters(ledger.reading, trader, webhook.id, {})).items;
      expect(letter).to.deep.include({ entry: hash, attempts: 2, lastError: "answered 500" });
      receiver.answer = () => 204;
      expect(await replayDeadLetters(ledger.reading, trader, webhook.id, letter?.id)).to.equal(1);
      const received = await receiver.got(3);
      expect(received[2]?.headers["webhook-id"]).to.equal(letter?.id);
    });

    it("a message that is too large for its receiver is given up at once, and the next arrives", async () => {
      receiver.answer = (count) => (count === 1 ? 413 : 204);
      const { webhook } = await create();
      start();
      const large = await report();
      await eventually(
        "a message is given up",
        async () => (await listWebhooks(ledger.reading, trader))[0]?.dead === 1,
      );
      await report();
      await receiver.got(2);
      const [letter] = (await listDeadLetters(ledger.reading, trader, webhook.id, {})).items;
      expect(letter).to.deep.include({ entry: large, attempts: 1 });
      expect(letter?.lastError).to.include("413");
    });

    it("a message does not follow a redirect", async () => {
      receiver.answer = () => 302;
      const { webhook } = await create();
      start([]);
      await report();
      await eventually(
        "a message is given up",
        async () => (await listWebhooks(ledger.reading, trader))[0]?.dead === 1,
      );
      expect(receiver.received).to.have.length(1);
      const [letter] = (await listDeadLetters(ledger.reading, trader, webhook.id, {})).items;
      expect(letter?.lastError).to.equal("answered 302");
    });

    it("a webhook is disabled when its receiver answers 410 Gone", async () => {
      receiver.answer = () => 410;
      await create();
      start();
      await report();
      await eventually(
        "the webhook is disabled",
        async () => (await listWebhooks(ledger.reading, trader))[0]?.disabledAt !== null,
      );
      await report();
      expect(receiver.received).to.have.length(1);
    });

    it("a receiver that never answers does not delay the messages of others", async () => {
      const silent = new Receiver();
      silent.answer = () => undefined;
      try {
        await createWebhook(ledger.reading, trader, { url: await silent.listen() }, true);
        await create();
        start();
        for (let count = 0; count < 6; count++) await report();
        await receiver.got(6);
        await silent.got(1);
        expect(silent.received.length).to.be.within(1, 4);
      } finally {
        silent.close();
      }
    });
  });

  describe("A restart of the gateway", () => {
    it("the next process sends the messages that a stopped one left", async () => {
      receiver.answer = () => undefined;
      await create();
      const first = start();
      const hash = await report();
      await receiver.got(1);
      await first.stop();
      const missed = await report();
      receiver.answer = () => 204;
      start();
      const received = await receiver.got(3);
      expect(received[1]?.headers["webhook-id"]).to.equal(received[0]?.headers["webhook-id"]);
      const told = received.slice(1).map(({ body }) => (JSON.parse(body) as { data: { hash: string } }).data.hash);
      expect(told).to.deep.equal([hash, missed]);
    });
  });

  describe("Addresses that are not public", () => {
    const refused = [
      "http://example.com/",
      "https://user:secret@example.com/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://[::ffff:10.0.0.1]/",
      "https://169.254.169.254/latest",
      "https://2130706433/",
      "https://[fd00::1]/",
      "ftp://example.com/",
      "nonsense",
    ];
    for (const address of refused) {
      it(`a webhook to ${address} is refused`, async () => {
        const error = await errorOf(() => createWebhook(ledger.reading, trader, { url: address }, false));
        expect(error.code).to.equal("WebhookUrlRefused");
        expect(error.message).not.to.include("secret");
      });
    }

    it("a webhook whose name resolves to a private address is not called", async () => {
      const named = url.replace("http://127.0.0.1", "https://localhost");
      const { webhook } = await createWebhook(ledger.reading, trader, { url: named }, false);
      start([], false);
      await report();
      await eventually(
        "a message is given up",
        async () => (await listWebhooks(ledger.reading, trader))[0]?.dead === 1,
      );
      expect(receiver.received).to.deep.equal([]);
      const [letter] = (await listDeadLetters(ledger.reading, trader, webhook.id, {})).items;
      expect(letter?.lastError).to.equal("PRIVATE_ADDRESS");
    });
  });

  describe("Another participant's webhook", () => {
    it("another participant's webhook does not exist for the caller", async () => {
      const { webhook } = await create();
      const { reading } = ledger;
      const crossings = [
        () => deleteWebhook(reading, rival, webhook.id),
        () => listDeadLetters(reading, rival, webhook.id, {}),
        () => replayDeadLetters(reading, rival, webhook.id),
      ];
      for (const cross of crossings) expect((await errorOf(cross)).code).to.equal("WebhookUnknown");
      expect(await listWebhooks(reading, rival)).to.deep.equal([]);
      expect(await listWebhooks(reading, trader)).to.have.length(1);
    });
  });
});

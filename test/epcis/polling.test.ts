import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { EpcisClient, freshUnit, objectEvent } from "./capture/epcis-client.ts";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

for (const { name, open } of DATABASES) {
  describe(`Polling by recordTime on ${name}`, () => {
    let database: TestDatabase;
    let stack: Stack;
    let client: EpcisClient;

    before(async () => {
      database = await open();
      stack = await startStack("url" in database.location ? { DATABASE_URL: database.location.url } : {});
      client = new EpcisClient(stack.gateway.url, stack.participants["trader"]?.token as string);
    });

    after(async () => {
      await stack.stop();
      await database.close();
    });

    async function send(order: string): Promise<void> {
      const bizTransactionList = [{ type: "po", bizTransaction: order }];
      const event = objectEvent([freshUnit()], { "@context": [CONTEXT], bizTransactionList });
      const { status } = await client.post("/events", event);
      expect(status).to.equal(201);
    }

    async function find(order: string, times: Record<string, number>): Promise<string[]> {
      const bounds = Object.entries(times).map(([bound, time]) => [bound, new Date(time).toISOString()] as const);
      const query = new URLSearchParams({
        EQ_bizTransaction_po: order,
        perPage: "1000",
        ...Object.fromEntries(bounds),
      });
      const { body } = await client.get<{ epcisBody: { queryResults: { resultsBody: { eventList: JsonObject[] } } } }>(
        `/epcis/events?${query.toString()}`,
      );
      return body.epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => String(eventID));
    }

    it("an event is found by a poll from the time before its capture", async () => {
      for (const attempt of [1, 2, 3]) {
        const [order, noted] = [`urn:example:po:noted:${attempt}`, Date.now()];
        await send(order);
        expect(await find(order, { GE_recordTime: noted })).to.have.length(1);
      }
    });

    it("polls from the time of the last poll to now have each event once", async () => {
      const order = "urn:example:po:polled";
      let sending = true;
      const sent = (async () => {
        for (let count = 0; count < 10; count++) await send(order);
        sending = false;
      })();
      const seen: string[] = [];
      let last = Date.now() - 1_000;
      const poll = async () => {
        const now = Date.now();
        seen.push(...(await find(order, { GE_recordTime: last, LT_recordTime: now })));
        last = now;
      };
      while (sending) {
        await poll();
        await sleep(20);
      }
      await sent;
      await sleep(10);
      await poll();
      expect(seen).to.have.length(10);
      expect(new Set(seen).size).to.equal(10);
    });
  });
}

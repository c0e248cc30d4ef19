import { expect } from "chai";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { commit } from "../../../src/domain/payload/commitment.ts";
import { newPayloadSeed } from "../../../src/domain/payload/payload-salts.ts";
import { arrivedEvent } from "../../../src/epcis/capture/arrived-event.ts";
import { findEvents } from "../../../src/epcis/query/find-events.ts";
import { listResource } from "../../../src/epcis/query/resources.ts";
import { traceEpc } from "../../../src/epcis/trace/trace-epc.ts";
import { visibilityOf, type Caller } from "../../../src/gateway/caller.ts";
import { readCheckpoint } from "../../../src/store/chain/checkpoint.ts";
import { lastFound } from "../../../src/store/epcis/carriers.ts";
import { readNews } from "../../../src/store/epcis/news.ts";
import { readCarriers } from "../../../src/store/epcis/results.ts";
import { DATABASES } from "../../support/databases.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";
import { storeArrived } from "../../support/store-arrived.ts";

const SSCC = "urn:epc:id:sscc:4012345.0000000001";
const CANONICAL = "https://id.gs1.org/00/040123450000000016";
const EVENT = "urn:uuid:00000000-0000-4000-8000-00000000000a";

const QUERY = { conditions: [], order: { by: "recordTime", descending: false } } as const;

const event = (members: JsonObject = {}): JsonObject => ({
  type: "ObjectEvent",
  eventID: EVENT,
  eventTime: "2026-03-01T01:00:00.000+01:00",
  eventTimeZoneOffset: "+01:00",
  action: "OBSERVE",
  bizStep: "arriving",
  epcList: [SSCC],
  ...members,
});

/** A payload with its seed and commitment. */
function sealed(payload: JsonObject) {
  const seed = newPayloadSeed();
  const hex: Bytes32 = `0x${Buffer.from(seed).toString("hex")}`;
  return { payload, seed: hex, commitment: commit(payload, seed) };
}

for (const database of DATABASES) {
  describe(`EPCIS events that arrive from other gateways on ${database.name}`, () => {
    let ledger: SeededLedger;
    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
    });
    afterEach(() => ledger.close());

    /** A shipment of a trader with a report of its event, of which this gateway has only the ledger's facts. */
    async function reported(arriving = sealed(event())) {
      const trader = ledger.enrol("Trader", "trader");
      const stranger = ledger.enrol("Stranger", "carrier");
      const shipment = await ledger.consign(trader, SSCC, { payload: null });
      const entry = await ledger.record(trader, "Report", shipment, { commitment: arriving.commitment });
      return { trader, stranger, shipment, entry, arriving };
    }

    const found = async (caller: Caller, token?: string) =>
      (await findEvents(ledger.reading, caller, QUERY, "events", { perPage: 10, token })).events;

    const idsOf = async (caller: Caller) => (await found(caller)).map(({ eventID }) => eventID);

    it("an event that arrives after its entry is found at once, by those who read the entry", async () => {
      const { trader, stranger, entry, arriving } = await reported();
      expect(await idsOf(trader)).to.deep.equal([]);
      await storeArrived(ledger.db, trader.participant, arriving);
      const [one] = await found(trader);
      expect(one?.eventID).to.equal(EVENT);
      expect(await idsOf(stranger)).to.deep.equal([]);
      const carriers = await readCarriers(ledger.db, visibilityOf(trader), [one?.id ?? 0]);
      expect(carriers.map((carrier) => carrier.entry)).to.deep.equal([entry]);
    });

    it("an event that arrives is in traces and in lists of values", async () => {
      const { trader, arriving } = await reported();
      await storeArrived(ledger.db, trader.participant, arriving);
      const { values } = await listResource(ledger.reading, trader, "epcs", { perPage: 10, token: undefined });
      expect(values).to.deep.equal([CANONICAL]);
      const trace = await traceEpc(ledger.reading, trader, CANONICAL, "back");
      expect(trace.events.map(({ eventID }) => eventID)).to.deep.equal([EVENT]);
    });

    it("a subscription learns of an event that arrives, although it has planned all entries before", async () => {
      const { trader, arriving } = await reported();
      const before = await lastFound(ledger.db);
      await storeArrived(ledger.db, trader.participant, arriving);
      const until = await lastFound(ledger.db);
      const news = await readNews(ledger.db, visibilityOf(trader), [], { after: before, until }, 10);
      expect(news).to.have.length(1);
      expect(await readNews(ledger.db, visibilityOf(trader), [], { after: until, until }, 10)).to.deep.equal([]);
    });

    it("an event that carries several units has a carrier for each entry, whether recorded before or after it arrives", async () => {
      const { trader, arriving } = await reported();
      const { commitment } = arriving;
      const other = await ledger.consign(trader, "urn:epc:id:sscc:4012345.0000000002", { payload: null });
      await ledger.record(trader, "Report", other, { commitment });
      await storeArrived(ledger.db, trader.participant, arriving);
      const third = await ledger.consign(trader, "urn:epc:id:sscc:4012345.0000000003", { payload: null });
      await ledger.record(trader, "Report", third, { commitment });
      const events = await found(trader);
      expect(events).to.have.length(1);
      const carriers = await readCarriers(
        ledger.db,
        visibilityOf(trader),
        events.map(({ id }) => id),
      );
      expect(carriers).to.have.length(3);
    });

    it("an entry of another author that repeats the commitment carries no event", async () => {
      const { trader, stranger, shipment, arriving } = await reported();
      await ledger.record(stranger, "Report", shipment, { commitment: arriving.commitment });
      await storeArrived(ledger.db, trader.participant, arriving);
      expect(await idsOf(stranger)).to.deep.equal([]);
      const events = await found(trader);
      const ids = events.map(({ id }) => id);
      expect(await readCarriers(ledger.db, visibilityOf(trader), ids)).to.have.length(1);
    });

    it("an event of an undone entry is not found, and is found again when the entry returns", async () => {
      const { trader, shipment, arriving } = await reported();
      await storeArrived(ledger.db, trader.participant, arriving);
      await ledger.undoLast();
      expect(await idsOf(trader)).to.deep.equal([]);
      const before = await lastFound(ledger.db);
      await ledger.record(trader, "Report", shipment, { commitment: arriving.commitment });
      expect(await idsOf(trader)).to.deep.equal([EVENT]);
      const until = await lastFound(ledger.db);
      expect(await readNews(ledger.db, visibilityOf(trader), [], { after: before, until }, 10)).to.have.length(1);
      expect((await readCheckpoint(ledger.db))?.block).to.equal(2);
    });

    it("an event of which a part is held is not found, and is found once the whole arrives", async () => {
      const { trader, arriving } = await reported();
      await storeArrived(ledger.db, trader.participant, arriving, "handoff");
      expect(await idsOf(trader)).to.deep.equal([]);
      await storeArrived(ledger.db, trader.participant, arriving);
      expect(await idsOf(trader)).to.deep.equal([EVENT]);
    });

    it("an event that arrives again stays once", async () => {
      const { trader, arriving } = await reported();
      await storeArrived(ledger.db, trader.participant, arriving);
      await storeArrived(ledger.db, trader.participant, arriving);
      expect(await idsOf(trader)).to.deep.equal([EVENT]);
    });

    it("two events that their author states under one eventID in two entries are both found", async () => {
      const { trader, shipment, arriving } = await reported();
      const changed = sealed(event({ bizStep: "departing" }));
      await ledger.record(trader, "Report", shipment, { commitment: changed.commitment });
      await storeArrived(ledger.db, trader.participant, arriving);
      await storeArrived(ledger.db, trader.participant, changed);
      expect(await idsOf(trader)).to.deep.equal([EVENT, EVENT]);
    });

    it("pages of a search leave out an event that arrived after the first page", async () => {
      const first = sealed(event({ eventID: "urn:uuid:00000000-0000-4000-8000-00000000000b" }));
      const { trader, shipment, arriving } = await reported();
      await ledger.record(trader, "Report", shipment, { commitment: first.commitment });
      const second = sealed(event({ eventID: "urn:uuid:00000000-0000-4000-8000-00000000000c" }));
      await ledger.record(trader, "Report", shipment, { commitment: second.commitment });
      await storeArrived(ledger.db, trader.participant, first);
      await storeArrived(ledger.db, trader.participant, second);
      const page = { perPage: 1, token: undefined };
      const { next } = await findEvents(ledger.reading, trader, QUERY, "events", page);
      await storeArrived(ledger.db, trader.participant, arriving);
      const rest = await found(trader, next);
      expect(rest.map(({ eventID }) => eventID.at(-1))).to.deep.equal(["c"]);
      expect((await idsOf(trader)).map((id) => id.at(-1))).to.deep.equal(["b", "c", "a"]);
    });

    it("a payload that is no valid event is not indexed", () => {
      const { commitment } = sealed({ note: "left the port" });
      expect(arrivedEvent(1, commitment, { note: "left the port" })).to.equal(undefined);
      expect(arrivedEvent(1, commitment, event({ eventTime: "yesterday" }))).to.equal(undefined);
    });
  });
}

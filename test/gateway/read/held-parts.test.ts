import { expect } from "chai";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import { verifyDisclosure } from "../../../src/domain/payload/verify-disclosure.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { readFeed } from "../../../src/gateway/notify/feed.ts";
import { listEntries, readEntry } from "../../../src/gateway/read/entries.ts";
import { disclosePayload } from "../../../src/gateway/read/payloads.ts";
import { readStory } from "../../../src/gateway/trace/shipment-story.ts";
import { traceShipment } from "../../../src/gateway/trace/trace-shipment.ts";
import { DATABASES } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { holdPart } from "../../support/hold-part.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

const SAID = {
  bizStep: "departing",
  epcList: ["urn:epc:id:sscc:4012345.0000000001"],
  "portolan:seals": ["S1", "S2"],
  "portolan:findings": "dry",
  "portolan:goods": [{ description: "coffee" }],
  price: 7,
};

const HANDOFF = { bizStep: "departing", epcList: SAID.epcList, "portolan:seals": ["S1", "S2"] };
const SHOWN = { bizStep: "departing", seals: ["S1", "S2"] };

for (const database of DATABASES) {
  describe(`A payload of which this gateway holds a part, on ${database.name}`, () => {
    let ledger: SeededLedger;
    let trader: Caller, carrier: Caller, offered: Caller, former: Caller;
    let shipment: ShipmentId, report: EntryHash;
    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      offered = ledger.enrol("Addressee", "carrier");
      former = ledger.enrol("Former custodian", "carrier");
      shipment = await ledger.consign(trader, "CSQU3054383", { payload: {} });
      await ledger.handOver(trader, former, shipment, { payload: {} });
      await ledger.handOver(former, carrier, shipment, { payload: {} });
      report = await ledger.record(carrier, "Report", shipment, { payload: SAID });
      await ledger.record(carrier, "Offer", shipment, { counterparty: offered, payload: {} });
    });
    afterEach(() => ledger.close());

    const listed = async (caller: Caller) =>
      (await listEntries(ledger.reading, caller, { shipment }, {})).items.find(({ hash }) => hash === report);

    const told = async (caller: Caller) =>
      (await readFeed(ledger.reading, caller, 0)).entries.find(({ hash }) => hash === report);

    const traced = async (caller: Caller) =>
      (await traceShipment(ledger.reading, caller, shipment)).entries.find(({ hash }) => hash === report);

    /** The payload in a story, after its verification against the commitment. */
    async function proved(caller: Caller, disclose?: readonly string[]) {
      const { entries } = await readStory(ledger.reading, caller, shipment, { disclose });
      const found = entries.find(({ hash }) => hash === report);
      if (found?.payload.state !== "disclosed") return found?.payload.state;
      const verified = verifyDisclosure(found.payload.disclosure as unknown as JsonObject);
      expect(verified.commitment).to.equal(found.entry.commitment);
      return verified.payload;
    }

    async function disclosed(caller: Caller, pointers?: readonly string[]) {
      const { object, disclosures, commitment } = await disclosePayload(ledger.reading, caller, report, pointers);
      const verified = verifyDisclosure(JSON.parse(JSON.stringify({ object, disclosures })) as JsonObject);
      expect(verified.commitment).to.equal(commitment);
      return verified.payload;
    }

    it("who may read the whole payload reads what is held, in each kind of read", async () => {
      await holdPart(ledger.db, report, "handoff");
      for (const caller of [trader, carrier]) {
        expect(await readEntry(ledger.reading, caller, report)).to.deep.include({
          payload: "partial",
          body: HANDOFF,
          summary: SHOWN,
        });
        for (const read of [listed, told, traced]) {
          expect(await read(caller), read.name).to.deep.include({ payload: "partial", summary: SHOWN });
        }
        expect(await disclosed(caller)).to.deep.equal(HANDOFF);
        expect(await proved(caller)).to.deep.equal(HANDOFF);
      }
    });

    it("who may read less than is held reads what its view opens", async () => {
      await holdPart(ledger.db, report, "unit");
      const open = { bizStep: "departing", "portolan:seals": ["S1", "S2"] };
      expect(await readEntry(ledger.reading, offered, report)).to.deep.include({
        payload: "partial",
        body: open,
        summary: SHOWN,
      });
      for (const read of [listed, told, traced]) {
        expect(await read(offered), read.name).to.deep.include({ payload: "partial", summary: SHOWN });
      }
      expect(await disclosed(offered)).to.deep.equal(open);
      expect(await proved(offered)).to.deep.equal(open);
    });

    it("who may read nothing reads nothing of what is held", async () => {
      await holdPart(ledger.db, report, "handoff");
      expect(await readEntry(ledger.reading, former, report)).to.deep.include({
        payload: "withheld",
        body: null,
        summary: null,
      });
      for (const read of [listed, told, traced]) {
        expect(await read(former), read.name).to.deep.include({ payload: "withheld", summary: null });
      }
      expect((await errorOf(() => disclosePayload(ledger.reading, former, report))).code).to.equal("PayloadNotHeld");
      expect(await proved(former)).to.equal("withheld");
    });

    it("single held fields are disclosed, also an element of a list", async () => {
      await holdPart(ledger.db, report, "handoff");
      expect(await disclosed(carrier, ["/portolan:seals/1"])).to.deep.equal({ "portolan:seals": ["S2"] });
      expect(await proved(carrier, ["/portolan:seals/1", "/price", "/none"])).to.deep.equal({
        "portolan:seals": ["S2"],
      });
    });

    it("fields outside the held part are not disclosed, and the error tells why", async () => {
      await holdPart(ledger.db, report, "handoff");
      const code = async (caller: Caller, pointer: string) =>
        (await errorOf(() => disclosePayload(ledger.reading, caller, report, [pointer]))).code;
      expect(await code(carrier, "/price")).to.equal("PayloadNotHeld");
      expect(await code(carrier, "")).to.equal("PayloadNotHeld");
      expect(await code(offered, "/price")).to.equal("FieldWithheld");
      expect(await code(carrier, "/disposition")).to.equal("DisclosureUnknownField");
    });
  });
}

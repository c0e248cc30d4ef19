import { expect } from "chai";

import type { ShipmentId } from "../../src/domain/entry.ts";
import type { Caller } from "../../src/gateway/caller.ts";
import { readFeed } from "../../src/gateway/notify/feed.ts";
import { disclosePayload, erasePayload } from "../../src/gateway/read/payloads.ts";
import { viewParticipant } from "../../src/gateway/read/participants.ts";
import { findShipments, listShipments, readShipment } from "../../src/gateway/read/shipments.ts";
import { listCases } from "../../src/gateway/read/cases.ts";
import { listEntries, readEntry } from "../../src/gateway/read/entries.ts";
import { traceShipment } from "../../src/gateway/trace/trace-shipment.ts";
import { errorOf } from "../support/error-of.ts";
import { SeededLedger } from "../support/seeded-ledger.ts";

const CONTAINER = "CSQU3054383";

describe("Access to shipments", () => {
  let ledger: SeededLedger;
  let trader: Caller, carrier: Caller, rival: Caller;
  let customs: Caller, otherCustoms: Caller, tribunal: Caller, auditor: Caller;
  let shipment: ShipmentId, foreign: ShipmentId;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    carrier = ledger.enrol("Carrier", "carrier");
    rival = ledger.enrol("Rival", "carrier");
    customs = ledger.enrol("Customs of Brazil", "customs", "BR");
    otherCustoms = ledger.enrol("Customs of Norway", "customs", "NO");
    tribunal = ledger.enrol("Tribunal", "tribunal", "NL");
    auditor = ledger.enrol("Auditor", "auditor", "NL");
    const payload = { bizStep: "departing", "portolan:place": "BRSSZ", price: 7 };
    shipment = await ledger.consign(trader, CONTAINER, { payload, countries: ["BR"] });
    await ledger.handOver(trader, carrier, shipment);
    foreign = await ledger.consign(rival, "HLBU2080000", { payload: { price: 9 } });
  });
  afterEach(() => ledger.close());

  /** The ids of all shipments that the caller may read. Every kind of read must return the same. */
  async function readable(caller: Caller): Promise<ShipmentId[]> {
    const { reading } = ledger;
    const listed = (await listShipments(reading, caller, {}, {})).items.map(({ id }) => id).sort();
    const single: ShipmentId[] = [];
    for (const id of [shipment, foreign]) {
      const ways = [
        () => readShipment(reading, caller, id),
        () => traceShipment(reading, caller, id),
        () => listCases(reading, caller, id),
      ];
      for (const way of ways) {
        if (listed.includes(id)) await way();
        else expect((await errorOf(way)).code).to.equal("ShipmentUnknown");
      }
      if (listed.includes(id)) single.push(id);
    }
    const entries = (await listEntries(reading, caller, {}, {})).items;
    const told = (await readFeed(reading, caller, 0)).entries;
    expect(told.map(({ hash }) => hash)).to.have.members(entries.map(({ hash }) => hash));
    expect([...new Set(entries.map((entry) => entry.shipment))].sort()).to.deep.equal(listed);
    expect(single.sort()).to.deep.equal(listed);
    return listed;
  }

  describe("The access of a participant", () => {
    it("a participant reads the shipments that it is party to, and no others", async () => {
      expect(await readable(trader)).to.deep.equal([shipment]);
      expect(await readable(carrier)).to.deep.equal([shipment]);
      expect(await readable(rival)).to.deep.equal([foreign]);
    });

    it("an agency whose jurisdiction is not a country's code reads no shipment through it", async () => {
      const agency = ledger.enrol("Customs of UK", "customs", "UK");
      await ledger.consign(trader, "HLBU2080016", { payload: {}, countries: ["UK"] });
      expect((await listShipments(ledger.reading, agency, {}, {})).items).to.deep.equal([]);
      const enrolled = ledger.directory.get(agency.participant);
      expect(enrolled && viewParticipant(enrolled).warnings?.map(({ code, pointer }) => [code, pointer])).to.deep.equal(
        [["unknown-country", "/jurisdiction"]],
      );
    });

    it("a participant reads a shipment from the offer on, also after it passed the goods on", async () => {
      await ledger.record(carrier, "Offer", shipment, { counterparty: rival });
      expect(await readable(rival)).to.include(shipment);
      await ledger.record(rival, "Refuse", shipment);
      expect(await readable(rival)).to.include(shipment);
    });

    it("a report on another's shipment gives its author no access to it", async () => {
      const report = await ledger.record(rival, "Report", shipment, { payload: { note: "mine" } });
      const { reading } = ledger;
      expect((await errorOf(() => readShipment(reading, rival, shipment))).code).to.equal("ShipmentUnknown");
      expect((await listShipments(reading, rival, {}, {})).items.map(({ id }) => id)).to.deep.equal([foreign]);
      expect((await readEntry(reading, rival, report)).body).to.deep.equal({ note: "mine" });
      const own = (await listEntries(reading, rival, { shipment }, {})).items;
      expect(own.map(({ hash }) => hash)).to.deep.equal([report]);
    });

    it("an entry that a party reads shows its shipment's identifier", async () => {
      const { reading } = ledger;
      const identifier = `urn:epc:id:bic:${CONTAINER}`;
      const listed = (await listEntries(reading, carrier, {}, {})).items;
      const told = (await readFeed(reading, carrier, 0)).entries;
      for (const entry of [...listed, ...told]) expect(entry.identifier).to.equal(identifier);
    });

    it("a report on another's shipment shows its author no identifier", async () => {
      const report = await ledger.record(rival, "Report", shipment, { payload: { note: "mine" } });
      expect((await readEntry(ledger.reading, rival, report)).identifier).to.equal(null);
      const [listed] = (await listEntries(ledger.reading, rival, { shipment }, {})).items;
      expect(listed?.identifier).to.equal(null);
    });

    it("an entry that repeats a commitment does not open the other author's payload", async () => {
      const { reading } = ledger;
      const [consigned] = (await listEntries(reading, trader, { kind: "Consign" }, {})).items;
      if (consigned === undefined) throw new Error("The consignment is not listed.");
      const { commitment } = consigned;
      const copied = await ledger.record(rival, "Report", foreign, { commitment });
      const entry = await readEntry(reading, rival, copied);
      expect(entry.payload).to.equal("unknown");
      expect(entry.body).to.equal(null);
      expect((await errorOf(() => disclosePayload(reading, rival, copied, [""]))).code).to.equal("PayloadNotHeld");
      expect((await errorOf(() => erasePayload(reading, rival, copied))).code).to.equal("PayloadNotHeld");
      expect((await readEntry(reading, trader, consigned.hash)).payload).to.equal("known");
    });

    it("a suspended participant still reads its shipments", async () => {
      const all = ledger.directory.all();
      ledger.directory.replace(all.map((one) => (one.id === carrier.participant ? { ...one, suspended: true } : one)));
      expect(await readable(carrier)).to.deep.equal([shipment]);
    });
  });

  describe("The access of customs", () => {
    it("customs read the shipments whose payloads name their country, with payloads", async () => {
      expect(await readable(customs)).to.deep.equal([shipment]);
      expect((await readShipment(ledger.reading, customs, shipment)).access).to.equal("full");
      expect(await readable(otherCustoms)).to.deep.equal([]);
    });

    it("customs read the shipments that they inspected", async () => {
      await ledger.record(otherCustoms, "Inspect", foreign);
      expect(await readable(otherCustoms)).to.deep.equal([foreign]);
    });

    it("a participant without the role customs reads no shipment through its country", async () => {
      const neighbour = ledger.enrol("Neighbour", "carrier", "BR");
      expect(await readable(neighbour)).to.deep.equal([]);
    });
  });

  describe("The access of a tribunal", () => {
    it("a tribunal reads a shipment from a contest on, also after the case is closed", async () => {
      const hold = await ledger.record(customs, "Hold", shipment);
      expect(await readable(tribunal)).to.deep.equal([]);
      await ledger.record(carrier, "Contest", shipment, { refersTo: hold });
      expect(await readable(tribunal)).to.deep.equal([shipment]);
      await ledger.record(tribunal, "Annul", shipment, { refersTo: hold });
      const other = ledger.enrol("Other tribunal", "tribunal", "CH");
      expect(await readable(other)).to.deep.equal([shipment]);
    });
  });

  describe("The access of an auditor", () => {
    it("an auditor reads the ledger facts of every shipment", async () => {
      expect(await readable(auditor)).to.have.members([shipment, foreign]);
    });

    it("an auditor reads no payload, summary, place or identifier", async () => {
      const { reading } = ledger;
      const answers = [
        await readShipment(reading, auditor, shipment),
        (await listShipments(reading, auditor, {}, {})).items,
        (await listEntries(reading, auditor, {}, {})).items,
        (await readFeed(reading, auditor, 0)).entries,
        await traceShipment(reading, auditor, shipment, { merged: true }),
      ];
      const [consigned] = (await listEntries(reading, auditor, { kind: "Consign", shipment }, {})).items;
      if (consigned === undefined) throw new Error("The consignment is not listed.");
      answers.push((await readEntry(reading, auditor, consigned.hash)) as never);
      expect(JSON.stringify(answers)).not.to.match(/CSQU|BRSSZ|departing|price/);
      expect((await errorOf(() => disclosePayload(reading, auditor, consigned.hash, [""]))).code).to.equal(
        "PayloadNotHeld",
      );
    });

    it("an auditor cannot search for an identifier", async () => {
      const { reading } = ledger;
      expect((await errorOf(() => findShipments(reading, auditor, CONTAINER))).code).to.equal("ShipmentUnknown");
      const found = await listShipments(reading, auditor, { identifierPrefix: "u" }, {});
      expect(found.items).to.deep.equal([]);
    });
  });
});

import { expect } from "chai";

import type { EntryHash, ShipmentId } from "../../src/domain/entry.ts";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { verifyDisclosure } from "../../src/domain/payload/verify-disclosure.ts";
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
    tribunal = ledger.enrol("Tribunal", "tribunal", "BR");
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

    it("a country that a participant without custody names opens nothing", async () => {
      const said = { payload: { "portolan:place": "NOOSL" }, countries: ["NO"] };
      await ledger.record(otherCustoms, "Inspect", shipment, said);
      await ledger.record(rival, "Report", shipment, said);
      const listed = async () => (await listShipments(ledger.reading, otherCustoms, {}, {})).items.map(({ id }) => id);
      expect(await listed()).to.deep.equal([]);
      await ledger.record(carrier, "Report", shipment, said);
      expect(await listed()).to.deep.equal([shipment]);
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
      expect(await readable(tribunal)).to.deep.equal([shipment]);
    });

    it("a tribunal of another jurisdiction than the agency's reads nothing", async () => {
      const hold = await ledger.record(customs, "Hold", shipment);
      await ledger.record(carrier, "Contest", shipment, { refersTo: hold });
      expect(await readable(ledger.enrol("Tribunal of Switzerland", "tribunal", "CH"))).to.deep.equal([]);
    });
  });

  describe("The view that a part in a shipment gives", () => {
    const said = { payload: { bizStep: "departing", "portolan:seals": ["S1"], price: 7 } };

    /** The members of an entry's payload that the caller reads. */
    const members = async (caller: Caller, hash: EntryHash) =>
      Object.keys((await readEntry(ledger.reading, caller, hash)).body ?? {}).sort();

    it("the addressee of an offer reads the handoffs before it, without prices", async () => {
      const report = await ledger.record(carrier, "Report", shipment, said);
      await ledger.record(carrier, "Offer", shipment, { counterparty: rival });
      expect(await members(rival, report)).to.deep.equal(["bizStep", "portolan:seals"]);
      const entry = await readEntry(ledger.reading, rival, report);
      expect(entry).to.deep.include({ payload: "partial", summary: { bizStep: "departing", seals: ["S1"] } });
      const { code } = await errorOf(() => disclosePayload(ledger.reading, rival, report, ["/price"]));
      expect(code).to.equal("FieldWithheld");
      expect((await errorOf(() => disclosePayload(ledger.reading, rival, report, [""]))).code).to.equal(code);
      const disclosed = async (asked?: string[]) => {
        const { object, disclosures } = await disclosePayload(ledger.reading, rival, report, asked);
        return verifyDisclosure(JSON.parse(JSON.stringify({ object, disclosures })) as JsonObject).payload;
      };
      expect(await disclosed(["/portolan:seals"])).to.deep.equal({ "portolan:seals": ["S1"] });
      expect(await disclosed()).to.deep.equal({ "portolan:seals": ["S1"], bizStep: "departing" });
    });

    it("an addressee who refused reads nothing of later entries", async () => {
      await ledger.record(carrier, "Offer", shipment, { counterparty: rival });
      await ledger.record(rival, "Refuse", shipment);
      const report = await ledger.record(carrier, "Report", shipment, said);
      expect(await readEntry(ledger.reading, rival, report)).to.deep.include({ payload: "withheld", summary: null });
    });

    it("a custodian reads whole payloads from its acceptance to the next one, and keeps them", async () => {
      const before = await ledger.record(carrier, "Report", shipment, said);
      const accept = await ledger.handOver(carrier, rival, shipment, said);
      const during = await ledger.record(carrier, "Report", shipment, said);
      const next = await ledger.handOver(rival, carrier, shipment, said);
      const after = await ledger.record(carrier, "Report", shipment, said);
      const whole = ["bizStep", "portolan:seals", "price"];
      expect(await members(rival, before)).to.deep.equal(["bizStep", "portolan:seals"]);
      for (const entry of [accept, during, next]) expect(await members(rival, entry)).to.deep.equal(whole);
      expect(await members(rival, after)).to.deep.equal([]);
      expect(await members(trader, after)).to.deep.equal(whole);
    });

    it("the custodian of a case reads every entry about it, also after the goods were seized", async () => {
      const hold = await ledger.record(customs, "Hold", shipment, said);
      await ledger.record(customs, "Seize", shipment, { refersTo: hold });
      const annulled = await ledger.record(customs, "Release", shipment, { refersTo: hold, ...said });
      const apart = await ledger.record(customs, "Report", shipment, said);
      expect(await members(carrier, annulled)).to.deep.equal(["bizStep", "portolan:seals", "price"]);
      expect(await members(carrier, apart)).to.deep.equal([]);
    });
  });

  describe("An entry that its author sends to the contract itself", () => {
    /** The payloads on a shipment that a caller reads besides its own. */
    const opened = async (caller: Caller, id: ShipmentId) =>
      (await listEntries(ledger.reading, auditor, { shipment: id }, {})).items.reduce(
        async (known, { hash, author }) => {
          if (author?.id === caller.participant) return known;
          const read = await readEntry(ledger.reading, caller, hash).catch(() => null);
          return [...(await known), ...(read?.body ? [read.kind] : [])];
        },
        Promise.resolve<string[]>([]),
      );

    for (const kinds of [["Inspect"], ["Hold"], ["Hold", "Seize"], ["Report"]] as const) {
      it(`an agency that nobody named reads nothing after its ${kinds.join(" and ")}`, async () => {
        let hold: EntryHash | undefined;
        for (const kind of kinds) {
          const about = kind === "Seize" && hold !== undefined ? { refersTo: hold } : {};
          hold = await ledger.record(otherCustoms, kind, foreign, { payload: { "portolan:place": "NOOSL" }, ...about });
        }
        expect(await opened(otherCustoms, foreign)).to.deep.equal([]);
        expect((await errorOf(() => readShipment(ledger.reading, otherCustoms, foreign))).code).to.equal(
          "ShipmentUnknown",
        );
        expect((await errorOf(() => traceShipment(ledger.reading, otherCustoms, foreign))).code).to.equal(
          "ShipmentUnknown",
        );
      });
    }

    it("an agency that seized a unit and unloads it reads nothing of the content", async () => {
      const box = await ledger.consign(rival, "HLBU2080016", {});
      await ledger.record(rival, "Load", foreign, { refersTo: box });
      const hold = await ledger.record(otherCustoms, "Hold", box);
      await ledger.record(otherCustoms, "Seize", box, { refersTo: hold });
      await ledger.record(otherCustoms, "Release", box, { refersTo: hold });
      await ledger.record(otherCustoms, "Unload", foreign, { refersTo: box });
      expect(await opened(otherCustoms, foreign)).to.deep.equal([]);
      expect(await opened(otherCustoms, box)).to.deep.equal([]);
    });

    it("an agency still reads what others write about its case", async () => {
      const hold = await ledger.record(otherCustoms, "Hold", foreign);
      const contest = await ledger.record(rival, "Contest", foreign, {
        refersTo: hold,
        payload: { "portolan:reason": "x" },
      });
      expect((await readEntry(ledger.reading, otherCustoms, contest)).body).to.deep.equal({ "portolan:reason": "x" });
      expect(await opened(otherCustoms, foreign)).to.deep.equal(["Contest"]);
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

import { expect } from "chai";

import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { MAX_HEIGHT } from "../../../src/domain/rules/nesting-rules.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { erasePayload } from "../../../src/gateway/read/payloads.ts";
import type { FindingCode } from "../../../src/api/finding-sentences.ts";
import { traceShipment } from "../../../src/gateway/trace/trace-shipment.ts";
import type { Trace } from "../../../src/api/trace.ts";
import { HOUR, SeededLedger, START } from "../../support/seeded-ledger.ts";

const CONTAINER = "CSQU3054383";
const SACKS = "(00)340123450000000000";

const at = (place: string, more: JsonObject = {}) => ({ payload: { "portolan:place": place, ...more } });

describe("traceShipment", () => {
  let ledger: SeededLedger;
  let trader: Caller, carrier: Caller, line: Caller, customs: Caller;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    carrier = ledger.enrol("Carrier", "carrier");
    line = ledger.enrol("Shipping line", "carrier", "CH");
    customs = ledger.enrol("Customs", "customs", "NL");
  });
  afterEach(() => ledger.close());

  const trace = (caller: Caller, shipment: ShipmentId, options = {}): Promise<Trace> =>
    traceShipment(ledger.reading, caller, shipment, options);
  const findings = (traced: Trace, code: FindingCode) => traced.missing.filter((finding) => finding.code === code);

  describe("A shipment with several custodians", () => {
    it("a trace shows each custodian with the first and last entry, and the place of the hand-over", async () => {
      const shipment = await ledger.consign(trader, SACKS, at("BRSSZ"));
      const accept = await ledger.handOver(trader, carrier, shipment, at("NLRTM"));
      const close = await ledger.record(carrier, "Close", shipment, at("CHBSL"));
      const {
        custody,
        entries,
        head,
        sequence,
        checkpoint,
        origin,
        places,
        shipment: view,
      } = await trace(trader, shipment);

      const [consign] = entries;
      expect(custody).to.have.length(2);
      expect(custody[0]).to.deep.include({ by: consign?.hash, endedBy: accept, from: START + HOUR, within: null });
      expect(custody[0]?.custodian).to.deep.include({ id: trader.participant, name: "Trader", roles: ["trader"] });
      expect(custody[1]).to.deep.include({ by: accept, endedBy: close, until: START + 4 * HOUR });
      expect(custody[1]?.place).to.deep.equal({ locode: "NLRTM", country: "NL" });
      expect(places.map(({ place }) => place.locode)).to.deep.equal(["BRSSZ", "NLRTM", "CHBSL"]);
      expect(origin).to.deep.include({ beganAt: START + HOUR, entry: consign?.hash });
      expect(origin.place?.locode).to.equal("BRSSZ");
      expect(origin.consignor?.id).to.equal(trader.participant);
      expect({ head, sequence }).to.deep.equal({ head: close, sequence: 4 });
      expect(checkpoint.number).to.equal(4);
      expect(view.phase).to.equal("Closed");
    });

    it("a trace shows how late an entry was recorded", async () => {
      const shipment = await ledger.consign(trader, SACKS, { at: 600 });
      expect((await trace(trader, shipment)).entries[0]?.lateness).to.equal(HOUR - 600);
    });
  });

  describe("A shipment inside units", () => {
    let sacks: ShipmentId, box: ShipmentId, vessel: ShipmentId;
    beforeEach(async () => {
      sacks = await ledger.consign(carrier, SACKS, at("BRSSZ"));
      box = await ledger.consign(carrier, CONTAINER, { payload: { secret: "before" } });
      vessel = await ledger.consign(line, "urn:imo:9321483");
      await ledger.record(carrier, "Load", sacks, { refersTo: box });
      const children = ["HLBU2080000"];
      await ledger.record(carrier, "Report", box, at("BRSTS", { action: "ADD", childEPCs: children }));
      await ledger.handOver(carrier, line, box, at("PTLIS"));
      await ledger.record(line, "Load", box, { refersTo: vessel });
      await ledger.record(line, "Report", vessel, at("NLRTM"));
      await ledger.record(line, "Unload", box, { refersTo: vessel });
      await ledger.record(line, "Unload", sacks, { refersTo: box });
      await ledger.record(line, "Report", box, at("SGSIN"));
    });

    it("a trace follows the units around a shipment while it was inside them", async () => {
      const { containers } = await trace(carrier, sacks);
      expect(containers.map(({ unit, level }) => [unit, level])).to.deep.equal([
        [box, 1],
        [vessel, 2],
      ]);
      expect(containers[0]?.identifier).to.include("CSQU3054383");
      expect(containers[1]).to.deep.include({ from: START + 8 * HOUR, until: START + 10 * HOUR });
    });

    it("a trace takes custody and places from the units while the shipment was inside, and not before or after", async () => {
      const { custody, places } = await trace(carrier, sacks);
      expect(custody.map(({ custodian, within }) => [custodian?.id, within])).to.deep.equal([
        [carrier.participant, null],
        [line.participant, box],
      ]);
      expect(places.map(({ place }) => place.locode)).to.deep.equal(["BRSSZ", "BRSTS", "PTLIS", "NLRTM"]);
    });

    it("a timeline has the entries of the units, and none of the other contents", async () => {
      const { entries } = await trace(carrier, sacks, { merged: true });
      expect(entries.map(({ kind, level }) => `${kind} ${level}`)).to.deep.equal([
        "Consign 0",
        "Load 0",
        "Report 1",
        "Offer 1",
        "Accept 1",
        "Load 1",
        "Report 2",
        "Unload 1",
        "Unload 0",
      ]);
      expect(JSON.stringify(entries)).not.to.match(/HLBU|before/);
    });

    it("the trace of a unit lists its present and former contents, as far as the caller may read them", async () => {
      const { contents } = await trace(line, vessel);
      expect(contents.map(({ shipment, unit, level }) => [shipment, unit, level])).to.deep.equal([
        [box, vessel, 1],
        [sacks, box, 2],
      ]);
      expect(contents[1]?.until).to.equal(START + 11 * HOUR);
      const auditor = ledger.enrol("Auditor", "auditor");
      const audited = (await trace(auditor, vessel)).contents;
      expect(audited.map(({ identifier }) => identifier)).to.deep.equal([null, null]);
    });

    it("a trace follows units up and down to the depth that the ledger allows", async () => {
      const units: ShipmentId[] = [];
      for (let level = 0; level <= MAX_HEIGHT; level++) {
        const unit = await ledger.consign(carrier, `urn:example:level:${level}`);
        const inside = units.at(-1);
        if (inside !== undefined) await ledger.record(carrier, "Load", inside, { refersTo: unit });
        units.push(unit);
      }
      const levels = Array.from({ length: MAX_HEIGHT }, (_, index) => index + 1);
      const up = await trace(carrier, units.at(0) as ShipmentId);
      expect(up.containers.map(({ unit, level }) => [unit, level])).to.deep.equal(
        levels.map((level) => [units[level], level]),
      );
      const down = await trace(carrier, units.at(-1) as ShipmentId);
      expect(down.contents.map(({ shipment, level }) => [shipment, level])).to.deep.equal(
        levels.map((level) => [units[MAX_HEIGHT - level], level]),
      );
      expect([up.limits.reached, down.limits.reached]).to.deep.equal([[], []]);
    });

    it("the trace of a unit has no contents that left an inner unit before it was loaded", async () => {
      const [pallet, crate, carton, item] = [
        await ledger.consign(carrier, "urn:example:nest:pallet"),
        await ledger.consign(carrier, "urn:example:nest:crate"),
        await ledger.consign(carrier, "urn:example:nest:carton"),
        await ledger.consign(carrier, "urn:example:nest:item"),
      ];
      await ledger.record(carrier, "Load", item, { refersTo: carton });
      await ledger.record(carrier, "Load", carton, { refersTo: crate });
      await ledger.record(carrier, "Unload", item, { refersTo: carton });
      await ledger.record(carrier, "Load", crate, { refersTo: pallet });
      expect((await trace(carrier, pallet)).contents.map(({ shipment, level }) => [shipment, level])).to.deep.equal([
        [crate, 1],
        [carton, 2],
      ]);
    });

    it("the trace of a unit shows no contents that the caller may not read", async () => {
      await ledger.record(line, "Offer", vessel, { counterparty: trader });
      expect((await trace(trader, vessel)).contents).to.deep.equal([]);
    });
  });

  describe("A shipment with a corrected entry", () => {
    it("a corrected entry stays, is marked, and takes its place from the correction", async () => {
      const shipment = await ledger.consign(trader, SACKS, at("BRSSZ"));
      const wrong = await ledger.record(trader, "Report", shipment, at("DEHAM"));
      const right = await ledger.record(trader, "Correct", shipment, { refersTo: wrong, ...at("NLRTM") });
      const { entries, places } = await trace(trader, shipment);
      expect(entries[1]).to.deep.include({ hash: wrong, supersededBy: right });
      expect(entries[1]?.summary?.place?.locode).to.equal("DEHAM");
      expect(entries[1]?.place?.locode).to.equal("NLRTM");
      expect(entries[2]).to.deep.include({ hash: right, refersTo: wrong });
      expect(places.map(({ place }) => place.locode)).to.deep.equal(["BRSSZ", "NLRTM"]);
    });

    it("a trace finds an event whose own time differs from its entry's", async () => {
      const shipment = await ledger.consign(trader, SACKS, { payload: { eventTime: "2001-01-01T00:00:00.5Z" } });
      const [finding] = findings(await trace(trader, shipment), "event-time-differs");
      expect(finding?.facts).to.deep.equal({ occurredAt: START + HOUR, eventTime: 978_307_200 });
    });

    it("a correction by another author changes no entry", async () => {
      const shipment = await ledger.consign(trader, SACKS, at("BRSSZ"));
      const [consign] = (await trace(trader, shipment)).entries;
      if (consign === undefined) throw new Error("The consignment is not in the trace.");
      await ledger.record(carrier, "Correct", shipment, { refersTo: consign.hash, ...at("NLRTM") });
      expect((await trace(trader, shipment)).entries[0]).to.deep.include({ supersededBy: null });
    });
  });

  describe("A shipment under customs measures", () => {
    it("a hold over goods that others last recorded in another country is found, unless the agency has custody", async () => {
      const shipment = await ledger.consign(trader, SACKS, at("BRSSZ"));
      const placed = (await trace(trader, shipment)).entries[0]?.hash;
      const hold = await ledger.record(customs, "Hold", shipment, at("NLRTM"));
      const [finding, ...others] = findings(await trace(trader, shipment), "held-elsewhere");
      expect(others).to.deep.equal([]);
      expect(finding?.entries).to.deep.equal([hold, placed]);
      expect(finding?.facts).to.deep.equal({ agency: customs.participant, country: "BR", jurisdiction: "NL" });

      await ledger.record(customs, "Seize", shipment, { refersTo: hold });
      await ledger.record(customs, "Release", shipment, { refersTo: hold });
      await ledger.record(customs, "Hold", shipment);
      expect(findings(await trace(trader, shipment), "held-elsewhere")).to.have.length(1);
    });

    it("a hold over goods that were recorded in the agency's country, or nowhere, is not found", async () => {
      for (const where of [at("NLRTM"), {}]) {
        const shipment = await ledger.consign(trader, SACKS, where);
        await ledger.record(customs, "Hold", shipment);
        expect(findings(await trace(trader, shipment), "held-elsewhere")).to.deep.equal([]);
      }
    });

    it("a trace lists each customs case with its clocks and entries", async () => {
      const shipment = await ledger.consign(trader, SACKS);
      const hold = await ledger.record(customs, "Hold", shipment);
      expect(findings(await trace(trader, shipment), "held-without-notice")[0]?.entries).to.deep.equal([hold]);
      const notice = await ledger.record(customs, "Notice", shipment, { refersTo: hold, counterparty: trader });
      const noticed = await trace(trader, shipment);
      expect(noticed.cases[0]).to.deep.include({ hold, notifiedAt: START + 3 * HOUR, closedAt: null });
      expect(noticed.cases[0]?.custodian?.id).to.equal(trader.participant);
      expect(findings(noticed, "held-without-notice")).to.deep.equal([]);
      const release = await ledger.record(customs, "Release", shipment, { refersTo: hold });
      const { cases } = await trace(trader, shipment);
      expect(cases[0]?.closedAt).to.equal(START + 4 * HOUR);
      expect(cases[0]?.entries).to.deep.equal([hold, notice, release]);
    });

    it("a trace finds the odd times of a notice", async () => {
      const time = (seconds: number) => new Date(seconds * 1000).toISOString();
      const shipment = await ledger.consign(trader, SACKS);
      const hold = await ledger.record(customs, "Hold", shipment);
      const served = (servedAt: number, respondBy?: number) =>
        ledger.record(customs, "Notice", shipment, {
          refersTo: hold,
          counterparty: trader,
          payload: {
            "portolan:servedAt": time(servedAt),
            ...(respondBy !== undefined && { "portolan:respondBy": time(respondBy) }),
          },
        });
      const before = await served(START + HOUR);
      const ahead = await served(START + 1_000 * HOUR, START + 900 * HOUR);
      const over = await served(START + 2 * HOUR, START + 3 * HOUR);
      const sound = await served(START + 2 * HOUR, START + 100 * HOUR);

      const traced = await trace(trader, shipment);
      const told = (code: FindingCode) => findings(traced, code).map(({ entries }) => entries);
      expect(told("served-before-hold")).to.deep.equal([[hold, before]]);
      expect(told("served-in-future")).to.deep.equal([[ahead]]);
      expect(told("term-before-service")).to.deep.equal([[ahead]]);
      expect(told("term-over")).to.deep.equal([[over]]);
      expect(traced.missing.filter(({ entries }) => entries.includes(sound))).to.deep.equal([]);
    });

    it("a case is contested until a tribunal decides, and a seizure is distinct from a hold", async () => {
      const tribunal = ledger.enrol("Tribunal", "tribunal", "NL");
      const shipment = await ledger.consign(trader, SACKS);
      const hold = await ledger.record(customs, "Hold", shipment);
      const states: unknown[] = [];
      for (const [author, kind] of [
        [trader, "Contest"],
        [tribunal, "Uphold"],
        [customs, "Seize"],
        [trader, "Contest"],
        [tribunal, "Annul"],
      ] as const) {
        await ledger.record(author, kind, shipment, { refersTo: hold });
        const [subject] = (await trace(trader, shipment)).cases;
        states.push([kind, subject?.contested, subject?.seized, subject?.closedAt !== null]);
      }
      expect(states).to.deep.equal([
        ["Contest", true, false, false],
        ["Uphold", false, false, false],
        ["Seize", false, true, false],
        ["Contest", true, true, false],
        ["Annul", false, true, true],
      ]);
    });
  });

  describe("The findings of a trace", () => {
    it("an unanswered offer older than the limit is a finding, and an answered one is not", async () => {
      const shipment = await ledger.consign(trader, SACKS);
      const offer = await ledger.record(trader, "Offer", shipment, { counterparty: carrier });
      ledger.now += 2 * HOUR;
      expect(findings(await trace(trader, shipment, { offerAfter: 2 * HOUR }), "offer-unanswered")).to.deep.equal([]);
      const found = findings(await trace(trader, shipment, { offerAfter: HOUR }), "offer-unanswered");
      expect(found[0]?.entries).to.deep.equal([offer]);
      expect(found[0]?.facts["offeredTo"]).to.equal(carrier.participant);
      await ledger.record(carrier, "Refuse", shipment);
      ledger.now += 100 * HOUR;
      expect(findings(await trace(trader, shipment, { offerAfter: HOUR }), "offer-unanswered")).to.deep.equal([]);
    });

    it("a gap between entries or until now is a finding, and time after the end is not", async () => {
      const shipment = await ledger.consign(trader, SACKS);
      ledger.now += 10 * HOUR;
      const close = await ledger.record(trader, "Close", shipment);
      ledger.now += 100 * HOUR;
      const found = findings(await trace(trader, shipment, { gapAfter: 5 * HOUR }), "time-gap");
      expect(found).to.have.length(1);
      expect(found[0]?.facts["seconds"]).to.equal(11 * HOUR);
      expect(found[0]?.entries[1]).to.equal(close);
    });

    it("seals other than those affixed are a finding that names both", async () => {
      const shipment = await ledger.consign(trader, SACKS, { payload: { "portolan:seals": ["A1", "A2"] } });
      await ledger.record(trader, "Report", shipment, { payload: { "portolan:seals": ["a 2", "A-1"] } });
      expect(findings(await trace(trader, shipment), "seal-mismatch")).to.deep.equal([]);
      const report = await ledger.record(trader, "Report", shipment, { payload: { "portolan:seals": ["A1", "B7"] } });
      const [found] = findings(await trace(trader, shipment), "seal-mismatch");
      expect(found?.facts).to.deep.equal({ expected: ["a 2", "A-1"], found: ["A1", "B7"] });
      expect(found?.entries[1]).to.equal(report);
    });

    it("seals that customs affix at an inspection are not a finding", async () => {
      const shipment = await ledger.consign(trader, SACKS, { payload: { "portolan:seals": ["A1"] } });
      await ledger.record(customs, "Inspect", shipment, { payload: { "portolan:seals": ["C1"] } });
      await ledger.record(trader, "Report", shipment, { payload: { "portolan:seals": ["C1"] } });
      expect(findings(await trace(trader, shipment), "seal-mismatch")).to.deep.equal([]);
    });

    it("exceptions that a receiver reports are a finding", async () => {
      const shipment = await ledger.consign(trader, SACKS);
      await ledger.record(trader, "Offer", shipment, { counterparty: carrier });
      const payload = { "portolan:exceptions": [{ type: "seal" }, { type: "quantity" }] };
      const refuse = await ledger.record(carrier, "Refuse", shipment, { payload });
      const traced = await trace(trader, shipment);
      expect(findings(traced, "seal-mismatch")[0]?.entries).to.deep.equal([refuse]);
      expect(findings(traced, "exception-reported")[0]?.facts["types"]).to.deep.equal(["quantity"]);
    });

    it("a child left inside when others were unloaded and the unit went on is a finding", async () => {
      const box = await ledger.consign(carrier, CONTAINER);
      const one = await ledger.consign(carrier, SACKS);
      const two = await ledger.consign(carrier, "(00)340123450000000017");
      await ledger.record(carrier, "Load", one, { refersTo: box });
      const loaded = await ledger.record(carrier, "Load", two, { refersTo: box });
      await ledger.record(carrier, "Unload", one, { refersTo: box });
      expect(findings(await trace(carrier, box), "child-unaccounted")).to.deep.equal([]);
      await ledger.handOver(carrier, line, box);
      const [found] = findings(await trace(carrier, box), "child-unaccounted");
      expect(found?.facts["shipment"]).to.equal(two);
      expect(found?.entries).to.deep.equal([loaded]);
    });

    it("declared contents that were never taken out of a closed unit are a finding", async () => {
      const box = await ledger.consign(carrier, CONTAINER);
      const put = { action: "ADD", childEPCs: [SACKS, "(00)340123450000000017"] };
      const packed = await ledger.record(carrier, "Report", box, { payload: put });
      await ledger.record(carrier, "Report", box, { payload: { action: "DELETE", childEPCs: [SACKS] } });
      await ledger.record(carrier, "Close", box);
      const [found] = findings(await trace(carrier, box), "child-unaccounted");
      expect(found?.entries).to.deep.equal([packed]);
      expect(found?.facts["children"]).to.have.length(1);
      expect(String(found?.facts["children"])).to.include("340123450000000017");
    });

    it("times out of order are a finding", async () => {
      const shipment = await ledger.consign(trader, SACKS);
      const late = await ledger.record(trader, "Report", shipment, { at: 60 });
      expect(findings(await trace(trader, shipment), "times-out-of-order")[0]?.entries[1]).to.equal(late);
    });

    it("erased and unknown payloads are findings that show nothing of them", async () => {
      const shipment = await ledger.consign(trader, SACKS, at("BRSSZ"));
      const unknown = await ledger.record(trader, "Report", shipment, { payload: null });
      const [consign] = (await trace(trader, shipment)).entries;
      if (consign === undefined) throw new Error("The consignment is not in the trace.");
      await erasePayload(ledger.reading, trader, consign.hash);
      const traced = await trace(trader, shipment);
      expect(findings(traced, "payload-erased")[0]?.entries).to.deep.equal([consign.hash]);
      expect(findings(traced, "payload-unknown")[0]?.entries).to.deep.equal([unknown]);
      expect(JSON.stringify(traced)).not.to.include("BRSSZ");
      expect(traced.entries[0]?.commitment).to.equal(consign.commitment);
    });

    it("payloads that a former custodian may not read are a finding, and readable ones are not", async () => {
      const shipment = await ledger.consign(trader, SACKS, at("BRSSZ"));
      await ledger.handOver(trader, carrier, shipment, at("NLRTM"));
      await ledger.handOver(carrier, line, shipment, at("CHBSL"));
      const later = await ledger.record(line, "Report", shipment, at("ITGOA"));
      const traced = await trace(carrier, shipment);
      const [consign, offer] = traced.entries;
      expect(findings(traced, "payload-withheld")[0]?.entries).to.deep.equal([consign?.hash, offer?.hash, later]);
      expect(consign).to.deep.include({ payload: "partial", place: { locode: "BRSSZ", country: "BR" } });
      expect(JSON.stringify(traced)).not.to.include("ITGOA");
      expect(findings(await trace(trader, shipment), "payload-withheld")).to.deep.equal([]);
    });

    it("an agency that no holder named is a finding for the holders, until a holder names its country", async () => {
      const agency = ledger.enrol("Customs of Norway", "customs", "NO");
      const shipment = await ledger.consign(trader, SACKS);
      const inspected = await ledger.record(agency, "Inspect", shipment);
      const [found] = findings(await trace(trader, shipment), "interest-claimed");
      expect(found).to.deep.include({ facts: { agency: agency.participant }, entries: [inspected] });
      await ledger.record(trader, "Report", shipment, { ...at("NOOSL"), countries: ["NO"] });
      expect(findings(await trace(trader, shipment), "interest-claimed")).to.deep.equal([]);
    });
  });
});

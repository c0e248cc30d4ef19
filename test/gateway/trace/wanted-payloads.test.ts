import { expect } from "chai";
import type { Finding } from "../../../src/api/finding.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { readEntry } from "../../../src/gateway/read/entries.ts";
import { erasePayload } from "../../../src/gateway/read/payloads.ts";
import { traceShipment } from "../../../src/gateway/trace/trace-shipment.ts";
import type { WantedAnswer } from "../../../src/store/exchange/tables.ts";
import { DATABASES } from "../../support/databases.ts";
import { holdPart } from "../../support/hold-part.ts";
import { insertRows } from "../../support/insert-rows.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

const KEY = `0x${"ab".repeat(32)}` as const;

for (const database of DATABASES) {
  describe(`Payloads that this gateway lacks, on ${database.name}`, () => {
    let ledger: SeededLedger;
    let trader: Caller, carrier: Caller, offered: Caller, auditor: Caller;
    let shipment: ShipmentId, reports: readonly EntryHash[];
    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      offered = ledger.enrol("Addressee", "carrier");
      auditor = ledger.enrol("Auditor", "auditor");
      shipment = await ledger.consign(trader, "CSQU3054383");
      await ledger.handOver(trader, carrier, shipment);
      reports = [
        await ledger.record(carrier, "Report", shipment, { payload: null }),
        await ledger.record(carrier, "Report", shipment, { payload: null }),
      ];
    });
    afterEach(() => ledger.close());

    const want = (entry: EntryHash | undefined, sinceSeconds: number, answer: WantedAnswer | null) =>
      insertRows(ledger.db, "exchange_wanted", [
        {
          entry: entry ?? "0x",
          ...{ position: 0, reader: trader.participant, view: 3, since_ms: sinceSeconds * 1_000 + 500, rounds: 1 },
          ...{ asked: toJsonText([]), due_at_ms: 0, answer: answer && toJsonText(answer) },
        },
      ]);

    async function findings(caller = trader): Promise<readonly Finding[]> {
      const { missing } = await traceShipment(ledger.reading, caller, shipment);
      return missing.filter(({ code }) => code.startsWith("payload-"));
    }

    const wanted = async (entry: EntryHash | undefined, caller = trader) =>
      (await readEntry(ledger.reading, caller, entry ?? "0x")).wanted;

    it("a payload for which nobody is asked is unknown, as at a gateway without other members", async () => {
      expect(await findings()).to.deep.equal([{ code: "payload-unknown", facts: { count: 2 }, entries: reports }]);
      expect(await readEntry(ledger.reading, trader, reports[0] ?? "0x")).not.to.have.property("wanted");
    });

    it("payloads that have not arrived are one finding, with the time since when", async () => {
      await want(reports[0], 20, null);
      await want(reports[1], 10, null);
      expect(await findings()).to.deep.equal([
        { code: "payload-awaited", facts: { count: 2, since: 10 }, entries: reports },
      ]);
      expect(await wanted(reports[0])).to.deep.equal({ since: 20, state: "awaited" });
    });

    it("a payload that nobody asked holds is told apart from one that a holder refuses by its rule", async () => {
      await want(reports[0], 10, { state: "notHeld" });
      await want(reports[1], 20, { state: "refused", holder: carrier.participant, rule: "none", height: 7 });
      expect(await findings()).to.deep.equal([
        { code: "payload-not-held", facts: { count: 1, since: 10 }, entries: [reports[0]] },
        {
          code: "payload-refused",
          facts: { count: 1, since: 20, holder: carrier.participant, rule: "none", height: 7 },
          entries: [reports[1]],
        },
      ]);
      expect(await wanted(reports[1])).to.deep.equal({
        since: 20,
        state: "refused",
        holder: carrier.participant,
        rule: "none",
        height: 7,
      });
    });

    it("a payload that is sealed to a lost key is a finding with the key", async () => {
      await want(reports[0], 10, { state: "sealed", holder: carrier.participant, key: KEY });
      const [, sealed] = await findings();
      expect(sealed).to.deep.equal({
        code: "payload-sealed",
        facts: { count: 1, since: 10, holder: carrier.participant, key: KEY },
        entries: [reports[0]],
      });
    });

    it("a payload of which a part is missing is awaited, and is not withheld from who may read all", async () => {
      const report = await ledger.record(carrier, "Report", shipment, { payload: { bizStep: "arriving", price: 7 } });
      await ledger.record(carrier, "Offer", shipment, { counterparty: offered });
      await holdPart(ledger.db, report, "handoff");
      await want(report, 10, null);
      expect(await findings(carrier)).to.deep.include({
        code: "payload-awaited",
        facts: { count: 1, since: 10 },
        entries: [report],
      });
      const withheld = async (caller: Caller) =>
        (await findings(caller)).find(({ code }) => code === "payload-withheld")?.entries;
      expect(await withheld(carrier)).not.to.include(report);
      expect(await withheld(offered)).to.include(report);
      expect(await wanted(report, offered)).to.equal(undefined);
    });

    it("an erased payload is erased, whatever was asked before", async () => {
      const report = await ledger.record(carrier, "Report", shipment);
      await want(report, 10, null);
      await erasePayload(ledger.reading, carrier, report);
      expect(await findings()).to.deep.include({ code: "payload-erased", facts: { count: 1 }, entries: [report] });
      expect(await wanted(report)).to.equal(undefined);
    });

    it("who reads only the ledger's facts learns nothing of what is asked", async () => {
      await want(reports[0], 10, null);
      expect(await findings(auditor)).to.deep.equal([]);
      expect(await wanted(reports[0], auditor)).to.equal(undefined);
    });
  });
}

import { expect } from "chai";
import type { Caller } from "../../../src/gateway/caller.ts";
import { visibilityOf } from "../../../src/gateway/caller.ts";
import { readEntryRecord } from "../../../src/store/chain/entries.ts";
import { readEntriesAround, readHistory } from "../../../src/store/chain/trace-rows.ts";
import { DATABASES } from "../../support/databases.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

for (const database of DATABASES) {
  describe(`A caller's standing on ${database.name}`, () => {
    let ledger: SeededLedger;
    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
    });
    afterEach(() => ledger.close());

    /** A shipment in a box that changes hands, is held, contested and seized, and the callers around it. */
    async function story() {
      const trader = ledger.enrol("Trader", "trader");
      const carrier = ledger.enrol("Carrier", "carrier");
      const line = ledger.enrol("Line", "carrier");
      const stranger = ledger.enrol("Stranger", "carrier");
      const agency = ledger.enrol("Customs", "customs", "NL");
      const named = ledger.enrol("Customs of a named country", "customs", "CH");
      const tribunal = ledger.enrol("Tribunal", "tribunal", "NL");
      const auditor = ledger.enrol("Auditor", "auditor", "NL");
      const sacks = await ledger.consign(trader, "urn:epc:id:sscc:4012345.0000000001", { countries: ["CH"] });
      await ledger.handOver(trader, carrier, sacks);
      const box = await ledger.consign(carrier, "CSQU3054383");
      await ledger.record(carrier, "Load", sacks, { refersTo: box });
      await ledger.record(carrier, "Offer", box, { counterparty: stranger });
      await ledger.record(stranger, "Refuse", box);
      await ledger.handOver(carrier, line, box);
      await ledger.record(line, "Unload", sacks, { refersTo: box });
      const hold = await ledger.record(agency, "Hold", sacks);
      await ledger.record(line, "Contest", sacks, { refersTo: hold });
      await ledger.record(tribunal, "Uphold", sacks, { refersTo: hold });
      await ledger.record(agency, "Seize", sacks, { refersTo: hold });
      await ledger.record(trader, "Report", sacks);
      const callers: Caller[] = [trader, carrier, line, stranger, agency, named, tribunal, auditor];
      return { sacks, box, callers, carrier, trader };
    }

    it("a history has the view that a read of each single entry gives", async () => {
      const { sacks, box, callers } = await story();
      const views = new Set<number>();
      for (const caller of callers) {
        for (const [shipment, count] of [
          [sacks, 10],
          [box, 5],
        ] as const) {
          for (const { hash, view } of await readHistory(ledger.db, visibilityOf(caller), shipment, count)) {
            const single = await readEntryRecord(ledger.db, visibilityOf(caller), hash);
            expect(view, `${caller.participant} ${hash}`).to.equal(single?.view ?? 0);
            views.add(view);
          }
        }
      }
      expect([...views].sort()).to.deep.equal([0, 2, 3]);
    });

    it("who reads a content reads what happened to its unit as a unit's, unless it reads the unit itself", async () => {
      const { sacks, box, trader, carrier } = await story();
      const stay = { content: sacks, unit: box, after: 0, before: Number.MAX_SAFE_INTEGER };
      const viewsOf = async (caller: Caller) =>
        (await readEntriesAround(ledger.db, visibilityOf(caller), stay, 100)).map(({ view }) => view);
      expect(await viewsOf(trader)).to.deep.equal([1, 1, 1, 1, 1]);
      expect(await viewsOf(carrier)).to.deep.equal([3, 3, 3, 3, 3]);
    });
  });
}

import { expect } from "chai";
import type { Database } from "../../src/store/open-database.ts";
import { DATABASES } from "../support/databases.ts";
import { SeededLedger } from "../support/seeded-ledger.ts";
import { giveEntitlementsAgain } from "./earlier-version.ts";

async function dump({ reader }: Database): Promise<unknown> {
  const entitlements = await reader
    .selectFrom("entitlements")
    .selectAll()
    .orderBy("since_position")
    .orderBy("reader")
    .orderBy("rule")
    .execute();
  const countries = await reader.selectFrom("shipment_countries").selectAll().orderBy("position").execute();
  return { entitlements, countries };
}

for (const database of DATABASES) {
  describe(`The entitlements of an earlier version's store on ${database.name}`, () => {
    it("the migration gives the entitlements that the follower gave, and keeps the countries of holders", async () => {
      const ledger = await SeededLedger.open(database);
      const [trader, carrier, line] = (["Trader", "Carrier", "Line"] as const).map((name) =>
        ledger.enrol(name, name === "Trader" ? "trader" : "carrier"),
      );
      if (trader === undefined || carrier === undefined || line === undefined) throw new Error("Nobody is enrolled.");
      const agency = ledger.enrol("Customs", "customs", "NL");
      const tribunal = ledger.enrol("Tribunal", "tribunal", "NL");
      const named = { payload: { "portolan:place": "NLRTM" }, countries: ["NL"] };

      const sacks = await ledger.consign(carrier, "urn:epc:id:sscc:4012345.0000000001", named);
      const box = await ledger.consign(carrier, "CSQU3054383");
      await ledger.record(carrier, "Load", sacks, { refersTo: box });
      await ledger.record(carrier, "Offer", box, { counterparty: trader });
      await ledger.record(trader, "Refuse", box);
      await ledger.record(carrier, "Offer", box, { counterparty: trader });
      await ledger.record(carrier, "Withdraw", box);
      await ledger.handOver(carrier, line, box);
      await ledger.record(line, "Unload", sacks, { refersTo: box });
      const hold = await ledger.record(agency, "Hold", box, named);
      await ledger.record(agency, "Notice", box, { refersTo: hold, counterparty: line });
      await ledger.record(line, "Contest", box, { refersTo: hold });
      await ledger.record(tribunal, "Uphold", box, { refersTo: hold });
      await ledger.record(agency, "Seize", box, { refersTo: hold });
      await ledger.record(agency, "Release", box, { refersTo: hold });
      await ledger.handOver(agency, line, box);

      const followed = await dump(ledger.db);
      await giveEntitlementsAgain(ledger.db);
      expect(await dump(ledger.db)).to.deep.equal(followed);
      await ledger.close();
    });
  });
}

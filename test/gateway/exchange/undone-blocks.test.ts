import { expect } from "chai";
import { sql } from "kysely";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { readEntry } from "../../../src/gateway/read/entries.ts";
import { DATABASES } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { eventually } from "../../support/eventually.ts";
import type { SeededLedger } from "../../support/seeded-ledger.ts";
import type { HandReceiver } from "./hand-receiver.ts";
import { LaneStage } from "./lane-stage.ts";
import { someUnit } from "./random-story.ts";

const NAMING = { payload: { "portolan:itinerary": ["NLRTM"], price: 7 }, countries: ["NL"] };

/** Seconds after the start of the ledger at which the undone event happened. */
const AT = 60;

for (const database of DATABASES) {
  describe(`Blocks that the chain takes back after the exchange, on ${database.name} (F9)`, function () {
    this.timeout(60_000);
    let stage: LaneStage, ledger: SeededLedger, trader: Caller, customs: HandReceiver, office: Caller;
    let shipment: ShipmentId;

    beforeEach(async () => {
      stage = await LaneStage.open(database);
      ({ ledger } = stage);
      trader = await stage.own("Trader", "trader");
      ({ receiver: customs, caller: office } = await stage.other("Customs", "customs"));
    });
    afterEach(() => stage.close());

    /** Records the same entry again, as the chain does that replaced the other one. */
    async function recordAgain(undone: EntryHash): Promise<void> {
      const { commitment } = await ledger.db.reader
        .selectFrom("payloads")
        .select("commitment")
        .where(sql<boolean>`body like ${"%undone%"}`)
        .executeTakeFirstOrThrow();
      expect(await ledger.record(trader, "Report", shipment, { commitment, at: AT })).to.equal(undone);
    }

    const parcels = async () => (await stage.parcels()).map(({ entry, state, reason }) => [entry, state, reason]);

    it("the parcel of an undone entry is closed and not sent, nothing else is, and it is sent when its entry returns", async () => {
      shipment = await ledger.consign(trader, someUnit(1), NAMING);
      const first = ledger.head(shipment) as EntryHash;
      stage.start();
      await eventually("the first is settled", async () => (await stage.parcels())[0]?.state === "settled");
      customs.intercept = (_, response) => response.destroy() !== undefined;
      const undone = await ledger.record(trader, "Report", shipment, { payload: { note: "undone" }, at: AT });
      await eventually("it is offered", async () => (await stage.lanes())[0]?.attempts);
      await ledger.undoLast();
      expect(await parcels()).to.deep.equal([
        [first, "settled", null],
        [undone, "closed", "undone"],
      ]);
      customs.intercept = () => false;
      const before = customs.requests.length;
      stage.advance(600_000);
      await eventually("no window is left", async () => {
        const windows = await ledger.db.reader.selectFrom("exchange_windows").select("sequence").execute();
        return windows.length === 0;
      });
      expect(customs.requests.slice(before)).to.deep.equal([]);
      await recordAgain(undone);
      await eventually("both are settled", async () =>
        (await stage.parcels()).every(({ state }) => state === "settled"),
      );
      expect([...customs.stored.keys()]).to.deep.equal([first, undone]);
      expect([...customs.numbers.values()].every((ids) => ids.size === 1)).to.equal(true);
    });

    it("an arrived payload is invisible until its entry returns, with the rights that it gave", async () => {
      shipment = await ledger.consign(trader, someUnit(1), { payload: { note: "" } });
      const first = ledger.head(shipment) as EntryHash;
      const payload = { ...NAMING.payload, note: "undone" };
      const undone = await ledger.record(trader, "Report", shipment, { ...NAMING, payload, at: AT });
      const read = (entry: EntryHash) => readEntry(ledger.reading, office, entry);
      expect((await read(undone)).body).to.deep.equal(payload);
      expect((await read(first)).body).to.deep.equal({ note: "" });
      await ledger.undoLast();
      for (const entry of [undone, first])
        expect(await errorOf(() => read(entry))).to.include({ code: "EntryUnknown" });
      await recordAgain(undone);
      expect((await read(undone)).body).to.deep.equal(payload);
      expect((await read(first)).body).to.deep.equal({ note: "" });
    });
  });
}

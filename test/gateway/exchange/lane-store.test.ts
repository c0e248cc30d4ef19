import { expect } from "chai";
import { type Bytes32, type ShipmentId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { listOwedPayloads } from "../../../src/gateway/exchange/lanes.ts";
import { noteContact } from "../../../src/store/exchange/lanes.ts";
import { turnWindow } from "../../../src/store/exchange/windows.ts";
import { DATABASES } from "../../support/databases.ts";
import { eventually } from "../../support/eventually.ts";
import type { HandReceiver } from "./hand-receiver.ts";
import { LaneStage } from "./lane-stage.ts";
import { mortalDatabase } from "./mortal-database.ts";
import { someUnit } from "./random-story.ts";

const NAMING = { payload: { "portolan:itinerary": ["NLRTM"], price: 7 }, countries: ["NL"] };

for (const database of DATABASES) {
  describe(`What lanes keep in their store, on ${database.name}`, function () {
    this.timeout(60_000);
    let stage: LaneStage, trader: Caller, customs: HandReceiver;
    let units = 0;

    beforeEach(async () => {
      stage = await LaneStage.open(database);
      trader = await stage.own("Trader", "trader");
      customs = (await stage.other("Customs", "customs")).receiver;
    });
    afterEach(() => stage.close());

    const consign = (): Promise<ShipmentId> => stage.ledger.consign(trader, someUnit(++units), NAMING);
    const arrivedAndSettled = (count: number) =>
      eventually("all is settled", async () => {
        const parcels = await stage.parcels();
        return parcels.length === count && parcels.every(({ state }) => state === "settled");
      });
    const windows = () => stage.ledger.db.reader.selectFrom("exchange_windows").select("sequence").execute();

    it("parcels of a pair are numbered without a gap, and each names the one before", async () => {
      for (let count = 0; count < 130; count++) await consign();
      stage.start();
      await arrivedAndSettled(130);
      const headers = customs.requests.flatMap(({ headers }) => headers);
      expect(headers.map(({ sequence }) => sequence)).to.deep.equal(headers.map((_, index) => index + 1));
      const ids = headers.map(({ sender, sequence }) => [...(customs.numbers.get(`${sender} ${sequence}`) ?? [])][0]);
      expect(headers.map(({ previous }) => previous)).to.deep.equal([ZERO_BYTES32, ...ids.slice(0, -1)]);
      expect(customs.requests.map(({ headers }) => headers.length)).to.deep.equal([100, 30]);
    });

    for (const moment of ["before", "after"] as const) {
      it(`a gateway that dies ${moment} any of its commits loses no parcel, and gives no number twice (F4)`, async () => {
        let recorded = 0;
        for (let nth = 1, died = true; died; nth++) {
          for (let count = 0; count < 3; count++, recorded++) await consign();
          const mortal = mortalDatabase(stage.ledger.db, nth, moment);
          stage.start({ db: mortal.db });
          died = await Promise.race([mortal.death.then(() => true), arrivedAndSettled(recorded).then(() => false)]);
          stage.abandon();
          stage.start();
          await arrivedAndSettled(recorded);
          await stage.stop();
          if (!died) expect(nth).to.be.above(4);
        }
        expect([...customs.numbers.values()].map((ids) => ids.size)).to.deep.equal(Array(customs.numbers.size).fill(1));
        const numbers = [...customs.numbers.keys()].map((place) => Number(place.split(" ")[1]));
        expect(numbers).to.deep.equal(numbers.map((_, index) => index + 1));
      });
    }

    it("a late answer to a former leader of the database costs the present one nothing (F43)", async () => {
      const held = Promise.withResolvers<boolean>();
      const answers = [() => held.promise, () => false, () => true];
      customs.intercept = () => answers.shift()?.() ?? true;
      await consign();
      stage.start();
      await eventually("the former leader waits for its answer", () => customs.requests.length === 1);
      await consign();
      stage.start();
      await eventually("the present leader waits for that of its next window", () => customs.requests.length === 3);
      const heard = async () => (await stage.lanes())[0]?.contacted_at_ms;
      const before = await heard();
      held.resolve(false);
      await eventually("the former leader has its answer", async () => (await heard()) !== before);
      stage.abandon();
      customs.intercept = () => false;
      stage.start();
      await arrivedAndSettled(2);
      expect(customs.requests[3]?.body.equals(customs.requests[2]?.body ?? Buffer.of())).to.equal(true);
    });

    it("two gateways that send at the same time send everything, and give no number twice (F43)", async () => {
      for (let count = 0; count < 3; count++) await consign();
      stage.start();
      stage.start();
      for (let count = 0; count < 12; count++) await consign();
      await arrivedAndSettled(15);
      expect([...customs.numbers.values()].every((ids) => ids.size === 1)).to.equal(true);
      await eventually("no window is left", async () => (await windows()).length === 0);
    });

    it("of several windows that follow the same parcel only one is stored", async () => {
      stage.start();
      await eventually("the lane is open", async () => (await stage.lanes()).length === 1);
      await stage.stop();
      const pair = { sender: trader.participant, recipient: customs.id };
      let before = { sequence: 0, id: ZERO_BYTES32 as Bytes32 };
      for (let sequence = 1; sequence <= 5; sequence++) {
        const rivals = [1, 2, 3].map((rival) => ({
          sequence,
          id: `0x${`${sequence}${rival}`.padStart(64, "0")}` as Bytes32,
        }));
        const stored = await Promise.all(
          rivals.map((last) =>
            turnWindow(stage.ledger.db, undefined, {
              ...{ recipient: customs.id, closed: [] },
              window: { ...pair, sequence, body: Buffer.from("x"), rows: [], narrowed: [], before, last },
            }),
          ),
        );
        expect(stored.filter((turn) => turn === "stored")).to.have.length(1);
        before = rivals[stored.indexOf("stored")] ?? before;
      }
    });

    it("a receipt that a member withholds is visible as an offer, with its time and attempts (F17)", async () => {
      const withheld = { entry: "" };
      customs.decide = ({ hash }) => {
        withheld.entry ||= hash;
        return undefined;
      };
      customs.edit = (given) =>
        given.map((each) => (each.entry === withheld.entry ? { ...each, parcel: ZERO_BYTES32 } : each));
      await consign();
      await consign();
      const offered = Math.floor(Date.now() / 1000);
      stage.start();
      const owed = async () =>
        (await listOwedPayloads(stage.ledger.reading, "owed", trader, customs.id, { limit: 10, cursor: undefined }))
          .items;
      await eventually("the other payload is settled", async () => {
        const [first, ...more] = await owed();
        return more.length === 0 && first?.attempts === 1;
      });
      const [offer, ...others] = await owed();
      expect(others).to.deep.equal([]);
      expect(offer).to.deep.include({ entry: withheld.entry, receipt: null });
      expect(offer?.offeredAt, "the time of the first offer").to.be.within(offered, offered + 30);
      expect(customs.stored.size, "the member has it").to.equal(2);
      await eventually("the lane shows the problem", async () => {
        stage.advance(3_600_000);
        return (await stage.lanes())[0]?.problem === "its answer has no valid receipt";
      });
      expect((await owed())[0]?.offeredAt).to.equal(offer?.offeredAt);
    });

    it("a lane in a long pause sends at once when its member is heard from (F1)", async () => {
      customs.intercept = (_, response) => response.destroy() !== undefined;
      await consign();
      stage.start();
      let ahead = 0;
      await eventually("the lane pauses for minutes", async () => {
        const [lane] = await stage.lanes();
        if ((lane?.attempts ?? 0) >= 11) return (lane?.due_at_ms ?? 0) > Date.now() + ahead + 60_000;
        stage.advance(600_000);
        ahead += 600_000;
        return false;
      });
      customs.intercept = () => false;
      await noteContact(stage.ledger.db, customs.id, 5);
      await arrivedAndSettled(1);
      expect((await stage.lanes())[0]).to.deep.include({ attempts: 0, problem: null });
    });
  });
}

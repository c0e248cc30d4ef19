import { expect } from "chai";
import { audienceOf } from "../../../src/domain/audience/audience-of.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { itemAt } from "../../../src/domain/item-at.ts";
import { ROLES } from "../../../src/domain/rules/role.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { planLanes } from "../../../src/gateway/exchange/plan-lanes.ts";
import { readAudienceFacts } from "../../../src/store/access/audience-rows.ts";
import { numberOf } from "../../../src/store/access/visibility.ts";
import { erasePayloadRecord } from "../../../src/store/outbox/payloads.ts";
import { DATABASES } from "../../support/databases.ts";
import { insertRows } from "../../support/insert-rows.ts";
import { markParcels, undoPlansFrom } from "./mark-parcels.ts";
import { someUnit, tellRandomStory } from "./random-story.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

for (const database of DATABASES) {
  describe(`The plan of what is owed to other members, on ${database.name}`, function () {
    this.timeout(60_000);
    let ledger: SeededLedger, trader: Caller, carrier: Caller, rival: Caller, customs: Caller, tribunal: Caller;
    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      rival = ledger.enrol("Rival", "carrier");
      customs = ledger.enrol("Customs", "customs", "NL");
      tribunal = ledger.enrol("Tribunal", "tribunal", "NL");
    });
    afterEach(() => ledger.close());

    const members = () => ledger.directory.all();

    /** Plans to the end, as a gateway of the members `own`. */
    async function plan(own: readonly Caller[], others?: readonly Caller[]): Promise<void> {
      const ids = own.map(({ participant }) => participant);
      const listed = others?.map(({ participant }) => participant);
      const lanes = members()
        .filter(({ id }) => (listed === undefined ? !ids.includes(id) : listed.includes(id)))
        .map((participant) => ({ participant, endpoint: "https://member.example", key: undefined }));
      while (await planLanes(ledger.db, lanes, ids, 0));
    }

    const rows = () => ledger.db.reader.selectFrom("exchange_parcels").selectAll().orderBy("position").execute();

    /** The planned parcels as `recipient entry view`. */
    const planned = async () =>
      (await rows())
        .filter(({ state }) => state !== "closed")
        .map(({ recipient, entry, view }) => `${recipient} ${entry} ${view}`)
        .sort();

    /** What the audience of each entry says, of held entries by the members `own`. */
    async function owed(own: readonly Caller[]): Promise<string[]> {
      const ids = own.map(({ participant }) => participant);
      const entries = await ledger.db.reader
        .selectFrom("entries as e")
        .innerJoin("payloads as p", (join) =>
          join.onRef("p.commitment", "=", "e.commitment").onRef("p.author", "=", "e.author"),
        )
        .select(["e.hash", "e.shipment", "e.author", "e.position"])
        .where("p.view", ">", 0)
        .where("e.author", "in", ids)
        .execute();
      const found: string[] = [];
      for (const { hash, shipment, author, position } of entries) {
        const facts = await readAudienceFacts(ledger.db, shipment);
        for (const { participant, view } of audienceOf({ ...facts, author, position }, members())) {
          if (!ids.includes(participant)) found.push(`${participant} ${hash} ${numberOf(view)}`);
        }
      }
      return found.sort();
    }

    it("nobody is planned for whom the audience of the entry denies, and nobody missed whom it lists", async () => {
      const everybody = [trader, carrier, rival, customs, tribunal, ledger.enrol("Swiss customs", "customs", "CH")];
      const own = [trader, carrier, customs];
      await tellRandomStory(ledger, { everybody, consignors: [trader, carrier, rival] }, async (step) => {
        if (step % 17 === 0) await plan(own);
      });
      await plan(own);
      const expected = await owed(own);
      expect(await planned()).to.deep.equal(expected);
      const kinds = await ledger.db.reader.selectFrom("entries").select("kind").distinct().execute();
      expect(kinds.length).to.be.at.least(9);
      const rules = new Set((await rows()).map(({ rule }) => rule));
      expect([...rules]).to.include.members([...["consignor", "custodian", "offered", "named", "customs", "tribunal"]]);
    });

    it("a new lane plans the whole history, with new entries before it", async () => {
      const shipment = await ledger.consign(trader, someUnit(1));
      await ledger.handOver(trader, rival, shipment);
      await plan([trader]);
      await ledger.record(trader, "Report", shipment);
      await ledger.record(rival, "Offer", shipment, { counterparty: customs });
      await plan([trader]);
      const lane = (await rows()).filter(({ recipient }) => recipient === rival.participant);
      expect(lane.map(({ history }) => history)).to.deep.equal([1, 1, 0]);
      expect(await planned()).to.deep.equal(await owed([trader]));
    });

    it("customs get the payload that names their country before the earlier ones that it opens", async () => {
      const shipment = await ledger.consign(trader, someUnit(1));
      await plan([trader]);
      await ledger.record(trader, "Report", shipment, { countries: ["NL"] });
      await ledger.record(trader, "Report", shipment);
      await plan([trader]);
      const lane = (await rows()).filter(({ recipient }) => recipient === customs.participant);
      expect(lane.map(({ history }) => history)).to.deep.equal([2, 0, 0]);
      expect(lane.map(({ rule }) => rule)).to.deep.equal(["customs", "customs", "customs"]);
    });

    it("the tribunal of a contested case gets the shipment's history", async () => {
      const shipment = await ledger.consign(trader, someUnit(1));
      const hold = await ledger.record(customs, "Hold", shipment);
      await plan([trader, customs]);
      expect((await planned()).filter((row) => row.startsWith(`${tribunal.participant} `))).to.deep.equal([]);
      await ledger.record(customs, "Notice", shipment, { refersTo: hold, counterparty: trader });
      await ledger.record(trader, "Contest", shipment, { refersTo: hold });
      await plan([trader, customs]);
      expect(await planned()).to.deep.equal(await owed([trader, customs]));
      expect((await planned()).filter((row) => row.startsWith(`${tribunal.participant} `))).to.have.length(4);
    });

    for (const state of ["settled", "sealed", "due"] as const) {
      it(`a view that becomes wider is owed again, also to a member whose narrower parcel is ${state}`, async () => {
        const shipment = await ledger.consign(trader, someUnit(1));
        await ledger.record(trader, "Offer", shipment, { counterparty: customs });
        await plan([trader]);
        await markParcels(ledger.db, customs.participant, { state });
        await ledger.record(trader, "Withdraw", shipment, { countries: ["NL"] });
        await plan([trader]);
        const lane = (await rows()).filter(({ history }) => history > 0);
        const again = state === "settled" ? "due" : state;
        expect(lane.map((row) => [row.state, row.widened, row.view])).to.deep.equal([
          [again, state === "sealed" ? 1 : 0, 3],
          [again, state === "sealed" ? 1 : 0, 3],
        ]);
      });
    }

    it("what arrives after its entry is planned by a review, and what is erased is not planned", async () => {
      const shipment = await ledger.consign(trader, someUnit(1));
      await ledger.record(trader, "Offer", shipment, { counterparty: rival, payload: null });
      await plan([trader]);
      expect(await rows()).to.have.length(1);
      const { commitment } = await ledger.db.reader
        .selectFrom("entries")
        .select("commitment")
        .orderBy("position", "desc")
        .executeTakeFirstOrThrow();
      const payload = { commitment, author: trader.participant, body: null, seed: null, summary: null, countries: "" };
      await insertRows(ledger.db, "payloads", [
        {
          ...payload,
          disclosure: toJsonText({ object: { _sd_alg: "sha-256" as const }, disclosures: [] }),
          view: 2,
          erased_at: null,
        },
      ]);
      await insertRows(ledger.db, "exchange_reviews", [{ recipient: rival.participant, shipment }]);
      await plan([trader]);
      expect(await planned()).to.deep.equal(await owed([trader]));
      expect(await rows()).to.have.length(2);

      const another = await ledger.consign(trader, someUnit(2));
      const offer = await ledger.record(trader, "Offer", another, { counterparty: rival });
      const entry = await ledger.db.reader
        .selectFrom("entries")
        .select("commitment")
        .where("hash", "=", offer)
        .executeTakeFirstOrThrow();
      await erasePayloadRecord(ledger.db, entry.commitment, trader.participant, 1);
      await plan([trader]);
      expect((await rows()).map((row) => row.entry)).not.to.include(offer);
      const asked = await ledger.db.reader.selectFrom("exchange_erasures").selectAll().execute();
      expect(
        asked.map(({ recipient, entry, state }) => [recipient, entry, state]),
        "another holder may give it to who becomes entitled later",
      ).to.deep.equal([[rival.participant, offer, "due"]]);
    });

    it("a member that loses its office and gets it back is owed what was named meanwhile", async () => {
      const office = itemAt(members(), customs.participant - 1);
      const shipment = await ledger.consign(trader, someUnit(1), { countries: ["NL"] });
      await plan([trader]);
      ledger.amend({ ...office, roles: 0 });
      await ledger.record(trader, "Report", shipment);
      await plan([trader]);
      expect(await planned()).to.have.length(1);
      ledger.amend(office);
      await ledger.record(carrier, "Report", shipment);
      await plan([trader]);
      expect(await planned()).to.deep.equal(await owed([trader]));
      expect(await planned()).to.have.length(2);
    });

    it("a member that gets an office, and a member that joins this gateway, have their histories planned", async () => {
      const shipment = await ledger.consign(trader, someUnit(1), { countries: ["NL"] });
      await ledger.record(carrier, "Report", shipment);
      await plan([trader]);
      expect(await planned()).to.deep.equal(await owed([trader]));
      await plan([trader, carrier]);
      expect(await planned()).to.deep.equal(await owed([trader, carrier]));
      ledger.amend({ ...itemAt(members(), rival.participant - 1), roles: ROLES.customs, jurisdiction: "NL" });
      await ledger.record(rival, "Report", shipment);
      await plan([trader, carrier]);
      expect(await planned()).to.deep.equal(await owed([trader, carrier]));
      expect((await planned()).filter((row) => row.startsWith(`${rival.participant} `))).to.have.length(2);
    });

    it("parcels of undone entries are closed, and are owed again when their entries return", async () => {
      const shipment = await ledger.consign(trader, someUnit(1));
      const offer = await ledger.record(trader, "Offer", shipment, { counterparty: rival });
      await plan([trader]);
      const { position } = itemAt(
        (await rows()).filter(({ entry }) => entry === offer),
        0,
      );
      await undoPlansFrom(ledger.db, position);
      const stateOfOffer = async () =>
        (await rows()).flatMap(({ entry, state, reason }) => (entry === offer ? [[state, reason]] : []));
      expect(await stateOfOffer()).to.deep.equal([["closed", "undone"]]);
      await plan([trader]);
      expect(await stateOfOffer()).to.deep.equal([["due", null]]);
    });

    it("the lane of a member that is not to be sent anything any more is closed, and begins again later", async () => {
      const shipment = await ledger.consign(trader, someUnit(1));
      await ledger.record(trader, "Offer", shipment, { counterparty: rival });
      await plan([trader]);
      await plan([trader], [carrier, customs]);
      expect((await rows()).map(({ state, reason }) => [state, reason])).to.deep.equal([
        ["closed", "laneClosed"],
        ["closed", "laneClosed"],
      ]);
      await plan([trader]);
      expect((await rows()).map(({ state, reason }) => [state, reason])).to.deep.equal([
        ["due", null],
        ["due", null],
      ]);
    });
  });
}

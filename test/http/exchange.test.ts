import { storeErasureReplies } from "../../src/store/exchange/owed-erasures.ts";
import { expect } from "chai";
import type { EntryCopies, Holders } from "../../src/api/copies.ts";
import type { Receipt } from "../../src/api/exchange.ts";
import type { Lane } from "../../src/api/lane.ts";
import type { OwedPayload } from "../../src/api/owed-payload.ts";
import type { Page } from "../../src/api/page.ts";
import { toJsonText } from "../../src/domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../src/domain/entry.ts";
import { positionOf } from "../../src/domain/position.ts";
import type { Caller } from "../../src/gateway/caller.ts";
import { erasePayload } from "../../src/gateway/read/payloads.ts";
import { numberOf } from "../../src/store/access/visibility.ts";
import type { ParcelsTable } from "../../src/store/exchange/tables.ts";
import { DATABASES } from "../support/databases.ts";
import { publishEndpoint } from "../support/publish-endpoint.ts";
import { insertRows } from "../support/insert-rows.ts";
import { HOUR, SeededLedger, START } from "../support/seeded-ledger.ts";
import { call } from "./api-client.ts";
import { startApi, type TestApi } from "./start-api.ts";

const PARCEL: Bytes32 = `0x${"ab".repeat(32)}`;
const SHARED = "https://shared.example";

for (const database of DATABASES) {
  describe(`The exchange at the API, on ${database.name}`, () => {
    let ledger: SeededLedger, api: TestApi;
    let trader: Caller, rival: Caller, carrier: Caller, rail: Caller, customs: Caller, stranger: Caller;
    let shipment: ShipmentId, consign: EntryHash, offer: EntryHash;
    let parcels = 0;

    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      rival = ledger.enrol("Rival", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      rail = ledger.enrol("Rail", "carrier");
      customs = ledger.enrol("Customs", "customs", "NL");
      stranger = ledger.enrol("Stranger", "carrier");
      shipment = await ledger.consign(trader, "CSQU3054383", { countries: ["NL"] });
      consign = ledger.head(shipment) as EntryHash;
      offer = await ledger.record(trader, "Offer", shipment, { counterparty: carrier });
      await ledger.record(carrier, "Accept", shipment);
      await publishEndpoint(ledger.db, { member: carrier.participant, endpoint: SHARED, block: 1, at: START + HOUR });
      await publishEndpoint(ledger.db, { member: rail.participant, endpoint: SHARED, block: 1, at: START + HOUR });
      await openLane(carrier, { contacted_at_ms: 1_800_000_000_500 });
      await openLane(customs, { attempts: 3, due_at_ms: 1_800_000_060_000, problem: "it cannot be reached" });
      api = await startApi({ ledger });
    });
    afterEach(async () => {
      await api.stop();
      await ledger.close();
    });

    const openLane = ({ participant: recipient }: Caller, state: object) =>
      insertRows(ledger.db, "exchange_lanes", [
        {
          ...{ recipient, basis: toJsonText({ country: "", tribunalOf: "", own: [] }) },
          ...{ planned_to: 0, history_to: 0, history_end: 0, contacted_at_ms: 0, attempts: 0, due_at_ms: 0 },
          ...{ acts_to: 0, problem: null, ...state },
        },
      ]);

    /** A payload that a member owes to another. */
    const owe = (
      sender: Caller,
      recipient: Caller,
      entry: EntryHash,
      block: number,
      { answer, ...state }: Partial<Omit<ParcelsTable, "receipt">> & { readonly answer?: Receipt } = {},
    ) =>
      insertRows(ledger.db, "exchange_parcels", [
        {
          ...{ recipient: recipient.participant, entry, position: positionOf(block, 0), sender: sender.participant },
          ...{ rule: "customs", view: numberOf("all"), history: 0, state: "due", attempts: 0, due_at_ms: 0 },
          ...{ sequence: null, parcel: null, signed: null, offered_at_ms: null, settled_at_ms: null },
          ...{ widened: 0, reason: null },
          ...state,
          receipt: answer === undefined ? null : toJsonText(answer),
        },
      ]);

    const answered = (outcome: "stored" | "full" | "erased"): Receipt => ({ parcel: PARCEL, entry: null, outcome });
    const settled = (outcome: "stored" | "erased", at: number) =>
      ({ state: "settled", settled_at_ms: at * 1_000, answer: answered(outcome) }) as const;

    /** A parcel that another member sent to this gateway, where it was stored. */
    const arrive = (sender: Caller, entry: EntryHash, view: "all" | "handoff", at: number) =>
      insertRows(ledger.db, "exchange_arrivals", [
        {
          parcel: `0x${String(++parcels).padStart(64, "0")}`,
          ...{ sender: sender.participant, recipient: trader.participant, entry, view: numberOf(view) },
          ...{ sequence: parcels, receipt: toJsonText(answered("stored")), final: 1, item: null },
          arrived_at_ms: at * 1_000,
        },
      ]);

    const ask = async (caller: Caller, path: string) => {
      const token = await api.token(caller.participant);
      return call(api.url, "GET", path, { token });
    };
    const lanes = async (caller: Caller) => ((await ask(caller, "/v1/exchange/lanes")).body as Page<Lane>).items;
    const owed = async (caller: Caller, to: Caller, which: "owed" | "closed" = "owed") =>
      ((await ask(caller, `/v1/members/${to.participant}/${which}`)).body as Page<OwedPayload>).items;
    const holders = async (caller: Caller, entry: EntryHash) =>
      (await ask(caller, `/v1/entries/${entry}/holders`)).body as Holders;
    const copies = async (caller: Caller) => {
      const { items } = (await ask(caller, `/v1/shipments/${shipment}/copies`)).body as Page<EntryCopies>;
      return items.map(({ kind, copies: count }) => `${kind} ${count}`);
    };
    const refusal = async (caller: Caller, path: string) => {
      const { status, body } = await ask(caller, path);
      return [status, body.code];
    };
    const idOf = ({ participant }: Caller): ParticipantId => participant;

    describe("What is owed", () => {
      beforeEach(async () => {
        await owe(trader, carrier, consign, 1, { attempts: 2, due_at_ms: 1_800_000_009_000, answer: answered("full") });
        await owe(trader, carrier, offer, 2, { state: "sealed", offered_at_ms: 1_800_000_001_500 });
        await owe(rival, carrier, `0x${"77".repeat(32)}`, 3);
        await owe(trader, customs, offer, 2, { state: "closed", reason: "notEntitled" });
        await owe(trader, customs, consign, 1, settled("stored", START));
      });

      it("each member with another gateway is listed with contact, problem and what the caller owes to it", async () => {
        await insertRows(ledger.db, "exchange_sequences", [
          {
            ...{ sender: idOf(trader), recipient: idOf(carrier), sequence: 5, parcel: PARCEL },
            ...{ missing: 0, fork: null, forked_at_ms: null },
          },
          {
            ...{ sender: idOf(carrier), recipient: idOf(trader), sequence: 2, parcel: PARCEL },
            ...{ missing: 1, fork: 2, forked_at_ms: 1_800_000_007_000 },
          },
        ]);
        const [toCarrier, toCustoms, ...others] = await lanes(trader);
        expect(others).to.deep.equal([]);
        expect(toCarrier).to.deep.include({
          ...{ endpoint: SHARED, contactedAt: 1_800_000_000, problem: null, nextAttemptAt: null },
          ...{ owed: { payloads: 2, refused: 1, oldestBlock: 1 }, sent: 5, received: 2, missing: 1 },
          fork: { number: 2, noticedAt: 1_800_000_007 },
        });
        expect(toCarrier?.member.name).to.equal("Carrier");
        expect(toCustoms).to.deep.include({
          ...{ endpoint: null, contactedAt: null, problem: "it cannot be reached", nextAttemptAt: 1_800_000_060 },
          ...{ owed: { payloads: 0, refused: 0, oldestBlock: null }, sent: 0, received: 0, missing: 0, fork: null },
        });
      });

      it("a lane counts only the caller's own debts", async () => {
        expect((await lanes(rival)).map(({ owed: { payloads } }) => payloads)).to.deep.equal([1, 0]);
        expect((await lanes(stranger)).map(({ owed: { payloads } }) => payloads)).to.deep.equal([0, 0]);
      });

      it("the lanes come page by page", async () => {
        const first = (await ask(trader, "/v1/exchange/lanes?limit=1")).body as Page<Lane>;
        const second = (await ask(trader, `/v1/exchange/lanes?limit=1&cursor=${first.next}`)).body as Page<Lane>;
        expect([...first.items, ...second.items].map(({ member }) => member.id)).to.deep.equal([
          idOf(carrier),
          idOf(customs),
        ]);
        expect(second.next).to.equal(null);
      });

      it("the owed payloads of a member show their entry, rule, view, state and last receipt", async () => {
        const [first, second, ...others] = await owed(trader, carrier);
        expect(others).to.deep.equal([]);
        expect(first).to.deep.include({
          ...{ entry: consign, shipment, identifier: "urn:epc:id:bic:CSQU3054383", kind: "Consign", block: 1 },
          ...{ rule: "customs", view: "all", state: "waiting", reason: null, attempts: 2 },
          ...{ nextAttemptAt: 1_800_000_009, receipt: answered("full") },
        });
        expect(first?.offeredAt).to.equal(null);
        const offered = { state: "sent", offeredAt: 1_800_000_001, nextAttemptAt: null };
        expect(second).to.deep.include({ entry: offer, ...offered, receipt: null });
      });

      it("a payload that is not owed any more says why, and a settled one is not listed", async () => {
        const closed = await owed(trader, customs, "closed");
        expect(closed.map(({ state, reason }) => [state, reason])).to.deep.equal([["closed", "notEntitled"]]);
        expect(await owed(trader, customs)).to.deep.equal([]);
      });

      it("only the caller's own debts are listed, and an entry that the chain lacks has no shipment", async () => {
        const [only, ...others] = await owed(rival, carrier);
        expect(others).to.deep.equal([]);
        expect(only).to.deep.include({ shipment: null, identifier: null, kind: null, block: 3 });
        expect(await owed(stranger, carrier)).to.deep.equal([]);
      });

      it("the debts to an unknown member are refused", async () => {
        expect(await refusal(trader, "/v1/members/4000/owed")).to.deep.equal([404, "ConsortiumUnknownParticipant"]);
      });
    });

    describe("Holders", () => {
      beforeEach(async () => {
        await owe(trader, carrier, consign, 1, { ...settled("stored", START + 5), view: numberOf("handoff") });
        await owe(trader, customs, consign, 1, settled("stored", START + 6));
        await owe(trader, rail, consign, 1, settled("erased", START + 7));
      });

      it("who signed a receipt or sent the payload holds it, and who refused it does not", async () => {
        await arrive(stranger, consign, "all", START + 9);
        const { here, copies: count, others } = await holders(trader, consign);
        expect([here, count]).to.deep.equal(["whole", 3]);
        expect(others.map(({ member, view, evidence, at }) => [member.id, view, evidence, at])).to.deep.equal([
          [idOf(carrier), "handoff", "receipt", START + 5],
          [idOf(customs), "all", "receipt", START + 6],
          [idOf(stranger), "all", "parcel", START + 9],
        ]);
      });

      it("a member that sent several parcels is listed once, with the widest of them", async () => {
        await arrive(stranger, consign, "all", START + 1);
        await arrive(stranger, consign, "handoff", START + 2);
        const { others } = await holders(trader, consign);
        expect(others.filter(({ member }) => member.id === idOf(stranger))).to.have.length(1);
        expect(others.at(-1)).to.deep.include({ view: "all", at: START + 1 });
      });

      it("who sent a part holds a part, also when another member sent the whole payload", async () => {
        await arrive(stranger, consign, "handoff", START + 1);
        const { others, copies: count } = await holders(trader, consign);
        expect([others.at(-1)?.view, count]).to.deep.equal(["handoff", 2]);
      });

      it("holders are told only to who reads the whole payload", async () => {
        const path = `/v1/entries/${consign}/holders`;
        expect((await ask(customs, path)).status).to.equal(200);
        expect((await refusal(carrier, path))[1], "a successor reads a part").to.equal("PayloadNotHeld");
        expect(await refusal(stranger, path)).to.deep.equal([404, "EntryUnknown"]);
      });

      it("an erased payload is not held here", async () => {
        await erasePayload(ledger.reading, trader, consign);
        expect((await holders(trader, consign)).here).to.equal("erased");
      });

      it("the author reads what each member answered to the request to erase, and others do not", async () => {
        await erasePayload(ledger.reading, trader, consign);
        const evidence = { state: "kept", kept_until: START + 9, kept_ground: "A case is open." } as const;
        const common = { entry: consign, due_at_ms: 0 };
        await storeErasureReplies(ledger.db, [
          { ...common, recipient: idOf(customs), answered: { ...evidence, answer: "{}" } },
          {
            ...common,
            recipient: idOf(carrier),
            answered: { state: "erased", kept_until: null, kept_ground: null, answer: "{}" },
          },
        ]);
        const { erasures, others } = await holders(trader, consign);
        expect(erasures.map(({ member, ...answer }) => [member.id, answer])).to.deep.equal([
          [idOf(carrier), { state: "erased", until: null, ground: null }],
          [idOf(rail), { state: "asked", until: null, ground: null }],
          [idOf(customs), { state: "kept", until: START + 9, ground: "A case is open." }],
        ]);
        expect(others.map(({ member }) => member.id)).to.deep.equal([idOf(customs)]);
        expect((await holders(customs, consign)).erasures).to.deep.equal([]);
      });
    });

    describe("Copies", () => {
      it("each payload that the caller reads has its number of copies, without parts", async () => {
        await owe(trader, customs, consign, 1, settled("stored", START));
        await owe(trader, carrier, consign, 1, { ...settled("stored", START), view: numberOf("handoff") });
        expect(await copies(trader)).to.deep.equal(["Consign 2", "Offer 1", "Accept 1"]);
        expect(await copies(carrier), "from its custody on").to.deep.equal(["Accept 1"]);
      });

      it("members with one gateway have one copy", async () => {
        for (const holder of [carrier, rail]) await owe(trader, holder, consign, 1, settled("stored", START));
        expect(await copies(trader)).to.deep.equal(["Consign 2", "Offer 1", "Accept 1"]);
        expect((await holders(trader, consign)).others).to.have.length(2);
      });

      it("members without an address have a copy each", async () => {
        for (const holder of [customs, stranger]) await owe(trader, holder, offer, 2, settled("stored", START));
        expect(await copies(trader)).to.deep.equal(["Consign 1", "Offer 3", "Accept 1"]);
      });

      it("an erased payload is not counted", async () => {
        await erasePayload(ledger.reading, trader, consign);
        expect(await copies(trader)).to.deep.equal(["Offer 1", "Accept 1"]);
      });

      it("a payload that this gateway never received has no copy here", async () => {
        await ledger.record(carrier, "Report", shipment, { payload: null });
        expect(await copies(trader)).to.deep.equal(["Consign 1", "Offer 1", "Accept 1", "Report 0"]);
      });

      it("the copies of an invisible shipment are refused", async () => {
        expect(await refusal(stranger, `/v1/shipments/${shipment}/copies`)).to.deep.equal([404, "ShipmentUnknown"]);
      });
    });
  });
}

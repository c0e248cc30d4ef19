import { expect } from "chai";
import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { listActions, type ActionContext } from "../../../src/gateway/work/actions.ts";
import { countQueues, listQueue } from "../../../src/gateway/work/queues.ts";
import type { WorkItem } from "../../../src/api/work.ts";
import { QUEUE_NAMES, type QueueName } from "../../../src/api/queue.ts";
import { readCheckpoint, type Checkpoint } from "../../../src/store/chain/checkpoint.ts";
import { readKeptBlocks, undoBlocksAbove } from "../../../src/store/chain/undo-blocks.ts";
import { DATABASES } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { HOUR, SeededLedger, START } from "../../support/seeded-ledger.ts";

const MEASURE = { "portolan:legalBasis": "UCC Art. 46", "portolan:reason": "Documents", "portolan:officer": "NL/1" };

for (const database of DATABASES) {
  describe(`The work queues on ${database.name}`, () => {
    let ledger: SeededLedger, acting: ActionContext;
    let trader: Caller, carrier: Caller, customs: Caller, foreign: Caller, tribunal: Caller, auditor: Caller;
    let box: ShipmentId;

    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      acting = { ...ledger.reading, directory: ledger.directory, signsFor: () => true };
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      customs = ledger.enrol("Customs", "customs", "NL");
      foreign = ledger.enrol("Foreign customs", "customs", "CH");
      tribunal = ledger.enrol("Tribunal", "tribunal", "NL");
      auditor = ledger.enrol("Auditor", "auditor");
      box = await ledger.consign(trader, "CSQU3054383", { countries: ["NL"] });
    });
    afterEach(() => ledger.close());

    const queue = async (caller: Caller, name: QueueName): Promise<readonly WorkItem[]> =>
      (await listQueue(acting, caller, name, {})).items;
    const shipments = async (caller: Caller, name: QueueName) =>
      (await queue(caller, name)).map(({ shipment }) => shipment.id);
    const only = async (caller: Caller, name: QueueName): Promise<WorkItem> => {
      const items = await queue(caller, name);
      expect(items).to.have.length(1);
      return items[0] as WorkItem;
    };

    it("a caller has the queues of its roles", async () => {
      const names = async (caller: Caller) => (await countQueues(ledger.reading, caller)).map((one) => one.queue);
      expect(await names(carrier)).to.deep.equal(["offers", "custody"]);
      expect(await names(tribunal)).to.deep.equal(["contests", "offers", "custody"]);
      expect(await names(customs)).to.deep.equal(QUEUE_NAMES);
    });

    it("a queue counts exactly the listed shipments, without those that the caller may not read", async () => {
      await ledger.record(trader, "Offer", box, { counterparty: carrier });
      await ledger.record(customs, "Hold", box, { payload: MEASURE });
      for (const caller of [trader, carrier, customs, foreign, tribunal, auditor]) {
        for (const { queue: name, count, more } of await countQueues(ledger.reading, caller)) {
          expect([name, count, more]).to.deep.equal([name, (await queue(caller, name)).length, false]);
        }
        const total = (await Promise.all(QUEUE_NAMES.map((name) => queue(caller, name)))).flat().length;
        expect(total === 0, `something waits for ${caller.participant}`).to.equal(
          caller !== trader && caller !== carrier && caller !== customs,
        );
      }
    });

    describe("The queues of a carrier", () => {
      it("an offer waits for a carrier until it is answered, with the possible answers", async () => {
        await ledger.record(trader, "Offer", box, { counterparty: carrier });
        const offeredAt = ledger.now;
        await ledger.record(trader, "Report", box);
        const item = await only(carrier, "offers");
        expect([item.shipment.id, item.since, item.actions]).to.deep.equal([box, offeredAt, ["Accept", "Refuse"]]);
        expect(await queue(trader, "offers")).to.deep.equal([]);
        await ledger.record(carrier, "Accept", box);
        expect(await queue(carrier, "offers")).to.deep.equal([]);
        expect(await shipments(carrier, "custody")).to.deep.equal([box]);
      });

      it("an offer that the ledger would refuse to let it accept has no action Accept", async () => {
        await ledger.record(trader, "Offer", box, { counterparty: carrier });
        await ledger.record(customs, "Hold", box, { payload: MEASURE });
        expect((await only(carrier, "offers")).actions).to.deep.equal(["Refuse"]);
      });

      it("custody lists a carrier's shipments, with a Load when it has a unit", async () => {
        await ledger.handOver(trader, carrier, box);
        expect((await only(carrier, "custody")).actions).to.deep.equal(["Offer", "Report", "Close"]);
        const unit = await ledger.consign(carrier, "HLBU2080000");
        const items = await queue(carrier, "custody");
        expect(items.map(({ shipment, actions }) => [shipment.id, actions.includes("Load")])).to.deep.equal([
          [unit, true],
          [box, true],
        ]);
        await ledger.record(carrier, "Load", box, { refersTo: unit });
        expect(await shipments(carrier, "custody")).to.deep.equal([unit]);
      });
    });

    describe("The queues of customs", () => {
      it("arrivals are the shipments under way to the country, in the order of announcement", async () => {
        const second = await ledger.consign(trader, "HLBU2080000", { countries: ["CH", "NL"] });
        await ledger.record(trader, "Report", box, { countries: ["NL"] });
        expect(await shipments(customs, "arrivals")).to.deep.equal([second, box]);
        expect(await shipments(foreign, "arrivals")).to.deep.equal([second]);
        await ledger.record(trader, "Close", second);
        expect(await shipments(customs, "arrivals")).to.deep.equal([box]);
        expect((await only(customs, "arrivals")).actions).to.deep.equal(["Inspect", "Hold"]);
      });

      it("a reorganisation below the entry that named the country removes an arrival", async () => {
        await ledger.record(trader, "Report", box, { countries: ["CH"] });
        expect(await shipments(foreign, "arrivals")).to.deep.equal([box]);
        const first = (await readKeptBlocks(ledger.db)).find(({ block }) => block === 1);
        const checkpoint = await readCheckpoint(ledger.db);
        await undoBlocksAbove(ledger.db, first as Checkpoint, checkpoint as Checkpoint);
        expect(await shipments(foreign, "arrivals")).to.deep.equal([]);
        expect(await shipments(customs, "arrivals")).to.deep.equal([box]);
      });

      it("customs have a case with its clocks, and an inspection until its result is recorded", async () => {
        const hold = await ledger.record(customs, "Hold", box, { payload: MEASURE, at: HOUR / 2 });
        const [openedAt, heldAt] = [ledger.now, START + HOUR / 2];
        const opened = await only(customs, "cases");
        expect(opened.case).to.include({
          hold,
          openedAt,
          heldAt,
          reason: "Documents",
          notifiedAt: null,
          respondBy: null,
        });
        expect(opened.actions).to.deep.equal(["Notice", "Charge", "Release", "Inspect", "Seize"]);
        expect((await only(customs, "inspections")).case?.hold).to.equal(hold);

        await ledger.record(customs, "Notice", box, {
          refersTo: hold,
          counterparty: trader,
          payload: { "portolan:servedAt": "2026-09-20T10:00:00Z", "portolan:respondBy": "2026-10-20T10:00:00Z" },
        });
        await ledger.record(customs, "Inspect", box, { payload: { "portolan:result": "conformant" } });
        expect(await queue(customs, "inspections")).to.deep.equal([]);
        const served = (await only(customs, "cases")).case;
        expect([served?.servedAt, served?.respondBy]).to.deep.equal([
          Date.parse("2026-09-20T10:00:00Z") / 1000,
          Date.parse("2026-10-20T10:00:00Z") / 1000,
        ]);
        await ledger.record(customs, "Release", box, { refersTo: hold });
        expect(await queue(customs, "cases")).to.deep.equal([]);
      });

      it("another agency's case is not listed", async () => {
        await ledger.record(foreign, "Hold", box, { payload: MEASURE });
        expect(await queue(customs, "cases")).to.deep.equal([]);
        expect(await queue(customs, "inspections")).to.deep.equal([]);
      });
    });

    it("a contest waits for the agency and the tribunal until it is decided", async () => {
      const hold = await ledger.record(customs, "Hold", box, { payload: MEASURE });
      await ledger.record(trader, "Contest", box, { refersTo: hold });
      const since = ledger.now;
      const forTribunal = await only(tribunal, "contests");
      expect([forTribunal.since, forTribunal.actions]).to.deep.equal([since, ["Uphold", "Annul"]]);
      expect((await only(customs, "contests")).actions).to.deep.equal(["Release"]);
      expect(await queue(foreign, "contests")).to.deep.equal([]);
      await ledger.record(tribunal, "Uphold", box, { refersTo: hold });
      expect(await queue(tribunal, "contests")).to.deep.equal([]);
    });

    it("pages of cases contain every case once, also of cases opened at one moment", async () => {
      for (const number of ["HLBU2080000", "CSQU3054383", "MSKU1234565"]) {
        const shipment = await ledger.consign(trader, number, { countries: ["NL"] });
        // Two cases in the same second: the hash orders them.
        await ledger.record(customs, "Hold", shipment, { payload: MEASURE });
        ledger.now -= 3_600;
        await ledger.record(customs, "Hold", shipment, { payload: MEASURE });
      }
      for (const name of ["arrivals", "cases", "inspections"] as const) {
        const all = (await queue(customs, name)).map((item) => [item.shipment.id, item.case?.hold]);
        const paged: unknown[] = [];
        let cursor: string | undefined;
        do {
          const page = await listQueue(acting, customs, name, { limit: 1, ...(cursor !== undefined && { cursor }) });
          paged.push(...page.items.map((item) => [item.shipment.id, item.case?.hold]));
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        expect(paged).to.deep.equal(all);
        expect(all).to.have.length(name === "arrivals" ? 4 : 6);
      }
    });

    it("a cursor of another queue and a malformed one are refused", async () => {
      for (const cursor of [Buffer.from('["queue offers","5,5"]').toString("base64url"), "nonsense"]) {
        const error = await errorOf(() => listQueue(acting, customs, "offers", { cursor }));
        expect(error.code).to.equal("CursorInvalid");
      }
    });
  });
}

describe("The actions on a shipment", () => {
  let ledger: SeededLedger, acting: ActionContext, trader: Caller, carrier: Caller, customs: Caller, box: ShipmentId;

  before(async () => {
    ledger = await SeededLedger.open();
    acting = { ...ledger.reading, directory: ledger.directory, signsFor: (id) => id === trader.participant };
    trader = ledger.enrol("Trader", "trader");
    carrier = ledger.enrol("Carrier", "carrier");
    customs = ledger.enrol("Customs", "customs", "NL");
    box = await ledger.consign(trader, "CSQU3054383", { countries: ["NL"] });
  });
  after(() => ledger.close());

  it("every kind has its choices or the reason of its refusal, and the required members", async () => {
    const { actions, head, signer, unsettled } = await listActions(acting, trader, box);
    const of = (kind: string) => actions.find((one) => one.kind === kind);
    expect(of("Offer")?.choices).to.deep.equal([
      { refersTo: null, counterparties: [carrier.participant, customs.participant], alone: false },
    ]);
    expect(of("Correct")?.choices).to.deep.equal([{ refersTo: head, counterparties: [], alone: true }]);
    expect(of("Hold")?.refusal?.code).to.equal("ShipmentLedgerRoleRequired");
    expect(of("Release")?.refusal?.code).to.equal("ShipmentLedgerUnknownCase");
    expect(of("Consign")?.refusal?.code).to.equal("ShipmentLedgerUnexpectedPhase");
    expect(of("Refuse")?.requires.map(({ anyOf }) => anyOf)).to.deep.equal([
      ["portolan:exceptions", "portolan:reason"],
    ]);
    expect([signer, unsettled]).to.deep.equal(["gateway", false]);
    expect((await listActions(acting, customs, box)).signer).to.equal("wallet");
  });

  it("a Notice names the participants that may be served", async () => {
    await ledger.handOver(trader, carrier, box);
    const hold = await ledger.record(customs, "Hold", box, { payload: MEASURE });
    const { actions, cases } = await listActions(acting, customs, box);
    expect(actions.find(({ kind }) => kind === "Notice")?.choices).to.deep.equal([
      { refersTo: hold, counterparties: [carrier.participant, trader.participant], alone: false },
    ]);
    expect(cases.map((one) => one.hold)).to.deep.equal([hold]);
  });

  it("a participant that may not write about a shipment gets no actions", async () => {
    const stranger = ledger.enrol("Stranger", "carrier");
    expect((await errorOf(() => listActions(acting, stranger, box))).code).to.equal("ShipmentUnknown");
  });

  it("every action is refused to a suspended participant", async () => {
    const all = ledger.directory.all();
    ledger.directory.replace(all.map((one) => ({ ...one, suspended: one.id === carrier.participant })));
    const { actions } = await listActions(acting, carrier, box);
    ledger.directory.replace(all);
    expect(actions.flatMap(({ choices }) => choices)).to.deep.equal([]);
    expect(new Set(actions.map(({ refusal }) => refusal?.code))).to.include("ShipmentLedgerParticipantNotActive");
  });
});

import { expect } from "chai";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import type { Asking, EntryAnswer, Asked } from "../../../src/gateway/exchange/ask-holder.ts";
import { WantedAsker } from "../../../src/gateway/exchange/ask-wanted.ts";
import { DeliveringMembers } from "../../../src/gateway/exchange/delivering-members.ts";
import { LackingScan } from "../../../src/gateway/exchange/lacking-scan.ts";
import { readEntry } from "../../../src/gateway/read/entries.ts";
import { fromJsonText, toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { DATABASES } from "../../support/databases.ts";
import { holdPart } from "../../support/hold-part.ts";
import { insertRows } from "../../support/insert-rows.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";
import { storeArrived } from "../../support/store-arrived.ts";

const GRACE_MS = 3_000;
const NEVER = new AbortController().signal;

for (const database of DATABASES) {
  describe(`The asking for missing payloads on ${database.name}`, () => {
    let ledger: SeededLedger;
    let trader: Caller, carrier: Caller, line: Caller, barge: Caller;
    let shipment: ShipmentId;
    /** Unix milliseconds. */
    let now: number;
    /** The script: what a holder answers about each entry; a text for no answer. */
    let say: (holder: number, entry: EntryHash) => EntryAnswer | string;
    let asked: { holder: number; reader: number; entries: readonly EntryHash[] }[];
    let scan: LackingScan, asker: WantedAsker;
    let others: readonly Caller[];
    let delivering: DeliveringMembers;
    /** Unix seconds of the last followed block. */
    let blockTime: number;
    let endpointOf: (holder: number) => string;

    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      line = ledger.enrol("Shipping line", "carrier");
      barge = ledger.enrol("Barge", "carrier");
      now = 1_000_000;
      blockTime = 1_000;
      delivering = new DeliveringMembers();
      others = [trader, carrier, barge];
      endpointOf = (holder) => `https://${holder}.example`;
      say = () => ({ state: "notHeld" });
      asked = [];
      scan = new LackingScan(contextOf(line), GRACE_MS);
      asker = new WantedAsker(contextOf(line), answer, () => undefined);
      shipment = await ledger.consign(trader, "CSQU3054383", { payload: null });
      await ledger.handOver(trader, carrier, shipment, { payload: null });
      await ledger.handOver(carrier, line, shipment, { payload: null });
    });
    afterEach(() => ledger.close());

    const contextOf = ({ participant }: Caller) => ({
      db: ledger.db,
      directory: ledger.directory,
      delivering,
      follower: {
        get checkpoint() {
          return { ...ledger.checkpoint, timestamp: blockTime };
        },
      },
      clock: () => now,
      own: { ids: () => [participant] },
    });

    async function answer({ holder, reader }: Asking, subject: object): Promise<Asked> {
      const { entries } = subject as { entries: readonly EntryHash[] };
      const given = entries.map((entry) => [entry, say(holder, entry)] as const);
      const problem = given.find(([, each]) => each === "away");
      asked.push({ holder, reader, entries });
      if (problem !== undefined) return { problem: "away" };
      const answers = new Map(given as [EntryHash, EntryAnswer][]);
      return { next: null, stored: Promise.resolve({ answers }) };
    }

    const membersOf = () =>
      new Map(
        others.map(({ participant: id }) => {
          const participant = ledger.directory.get(id);
          if (participant === undefined) throw new Error("not enrolled");
          return [id, { participant, endpoint: endpointOf(id), key: undefined }] as const;
        }),
      );

    /** Looks and asks, until there is nothing more to do at this time. */
    async function seek(): Promise<void> {
      await scan.step(NEVER);
      while (await asker.step(membersOf(), NEVER));
    }

    const wantOf = async (entry: EntryHash) => (await readEntry(ledger.reading, line, entry)).wanted;
    const wantedRows = () => ledger.db.reader.selectFrom("exchange_wanted").selectAll().execute();
    const headOf = (id: ShipmentId): EntryHash => ledger.head(id) ?? "0x";
    const holdersAsked = (entry: EntryHash) =>
      asked.filter(({ entries }) => entries.includes(entry)).map(({ holder }) => holder);

    it("a missing payload is asked of its author, then of the other members that may read it, in order of time", async () => {
      const report = await ledger.record(line, "Report", shipment, { payload: null });
      await ledger.handOver(line, barge, shipment, { payload: null });
      await seek();
      const accept = headOf(shipment);
      expect(holdersAsked(report)).to.deep.equal([trader.participant]);
      expect(holdersAsked(accept)).to.deep.equal([barge.participant, trader.participant]);
    });

    it("a new entry has time to arrive before it is asked for, and a start asks at once", async () => {
      await seek();
      asked = [];
      const report = await ledger.record(trader, "Report", shipment, { payload: null });
      await seek();
      expect(asked).to.deep.equal([]);
      now += GRACE_MS;
      await seek();
      expect(holdersAsked(report)).to.deep.equal([trader.participant]);
      expect((await wantOf(report))?.since).to.equal(now / 1000);
    });

    it("an old entry that is followed late is asked for at once", async () => {
      await seek();
      asked = [];
      blockTime = (now - GRACE_MS) / 1_000;
      const report = await ledger.record(trader, "Report", shipment, { payload: null });
      await seek();
      expect(holdersAsked(report)).to.deep.equal([trader.participant]);
    });

    it("what the lanes of a gateway may bring is asked for after half a minute, and delays nobody else", async () => {
      endpointOf = (holder) => `https://${holder === barge.participant ? "barge" : "port"}.example`;
      const ofCarrier = await ledger.record(carrier, "Report", shipment, { payload: null });
      const ofBarge = await ledger.record(barge, "Report", shipment, { payload: null });
      // The gateway of the carrier delivers what the trader wrote.
      const askWhileItDelivers = async (pauseMs: number) => {
        now += pauseMs;
        delivering.note(trader.participant, now);
        await seek();
      };
      await askWhileItDelivers(0);
      expect(holdersAsked(ofBarge)).to.deep.equal([barge.participant, trader.participant]);
      await askWhileItDelivers(29_999);
      expect(holdersAsked(ofCarrier)).to.deep.equal([]);
      await askWhileItDelivers(1);
      expect(holdersAsked(ofCarrier)).to.deep.equal([carrier.participant]);
    });

    it("what a member may not read, holds, or has erased is not asked for", async () => {
      const other = await ledger.consign(barge, "HLBU2080000", { payload: null });
      const held = await ledger.record(line, "Report", shipment, { payload: { note: "here" } });
      await seek();
      const entries = new Set(asked.flatMap((each) => each.entries));
      expect(entries).not.to.include(headOf(other));
      expect(entries).not.to.include(held);
      expect((await wantedRows()).every(({ reader }) => reader === line.participant)).to.equal(true);
    });

    it("a part is completed for a reader of more, and is enough for a reader of the part", async () => {
      const report = await ledger.record(line, "Report", shipment, { payload: { bizStep: "arriving", price: 7 } });
      await ledger.record(line, "Offer", shipment, { counterparty: barge, payload: {} });
      await holdPart(ledger.db, report, "handoff");
      scan = new LackingScan(contextOf(barge), 0);
      others = [trader, line];
      await seek();
      expect(holdersAsked(report)).to.deep.equal([]);
      scan = new LackingScan(contextOf(trader), 0);
      others = [line];
      await seek();
      expect(holdersAsked(report)).to.deep.equal([line.participant]);
    });

    it("a payload that comes is not wanted any more", async () => {
      const accept = headOf(shipment);
      say = (_, entry) => (entry === accept ? "came" : { state: "notHeld" });
      const { commitment, author } = await ledger.db.reader
        .selectFrom("entries")
        .select(["commitment", "author"])
        .where("hash", "=", accept)
        .executeTakeFirstOrThrow();
      await storeArrived(ledger.db, author, { payload: { note: "" }, seed: `0x${"00".repeat(32)}`, commitment });
      await seek();
      expect((await wantedRows()).map(({ entry }) => entry)).not.to.include(accept);
    });

    it("when all holders are away, the payload is awaited, and comes soon after one is heard from", async () => {
      say = () => "away";
      const accept = headOf(shipment);
      await seek();
      expect((await wantOf(accept))?.state).to.equal("awaited");
      const before = asked.length;
      await seek();
      expect(asked, "who is away is not asked again at once").to.have.length(before);
      for (let round = 0; round < 12; round++) {
        now += 100_000;
        await seek();
      }
      say = () => ({ state: "notHeld" });
      asked = [];
      now += 10;
      await seek();
      expect(asked).to.deep.equal([]);
      await insertRows(
        ledger.db,
        "exchange_lanes",
        others.map(({ participant }) => ({
          ...{ recipient: participant, basis: toJsonText({ country: "", tribunalOf: "", own: [] }) },
          ...{ planned_to: 0, history_to: 0, history_end: 0, contacted_at_ms: now, attempts: 0, due_at_ms: 0 },
          ...{ acts_to: 0, problem: null },
        })),
      );
      await seek();
      expect(asked).not.to.deep.equal([]);
    });

    it("a payload that nobody holds is asked for again, ever more seldom", async () => {
      const accept = headOf(shipment);
      await seek();
      expect((await wantOf(accept))?.state).to.equal("notHeld");
      const times: number[] = [];
      for (let second = 0; second < 60; second++) {
        now += 1_000;
        asked = [];
        await seek();
        if (holdersAsked(accept).length > 0) times.push(second + 1);
      }
      expect(times).to.deep.equal([2, 6, 14, 30]);
    });

    it("a refusal and a lost key are remembered over the answers of those that have nothing", async () => {
      const accept = headOf(shipment);
      const refused = { state: "refused", holder: trader.participant, rule: "none", height: 4 } as const;
      const key = `0x${"ab".repeat(32)}` as const;
      await ledger.handOver(line, barge, shipment, { payload: null });
      const last = headOf(shipment);
      say = (holder, entry) => {
        if (entry === last && holder === barge.participant) return { state: "sealed", holder, key };
        return holder === trader.participant && entry !== last ? refused : { state: "notHeld" };
      };
      await seek();
      expect(await wantOf(accept)).to.deep.include(refused);
      expect(await wantOf(last)).to.deep.include({ state: "sealed", key });
    });

    it("an author's erasure ends the asking, and another holder's is no reason", async () => {
      const report = await ledger.record(trader, "Report", shipment, { payload: null });
      const accept = headOf(shipment);
      await ledger.handOver(line, barge, shipment, { payload: null });
      say = () => "erased";
      now += GRACE_MS;
      await seek();
      now += GRACE_MS;
      await seek();
      expect(await wantOf(report)).to.deep.include({ state: "erased" });
      expect(holdersAsked(report)).to.deep.equal([trader.participant]);
      expect(accept).to.equal(report);
    });

    it("members with one gateway are asked once in a round", async () => {
      endpointOf = () => "https://one.example";
      await ledger.handOver(line, barge, shipment, { payload: null });
      await seek();
      for (const { entry } of await wantedRows()) expect(holdersAsked(entry)).to.have.length(1);
    });

    it("more than one request holds is asked in several, and each entry once", async () => {
      const entries: EntryHash[] = [];
      for (let index = 0; index < 120; index++) {
        entries.push(await ledger.record(trader, "Report", shipment, { payload: null }));
      }
      scan = new LackingScan(contextOf(line), 0);
      await seek();
      expect(asked.every((each) => each.entries.length <= 99)).to.equal(true);
      for (const entry of entries) expect(holdersAsked(entry)).to.deep.equal([trader.participant]);
    });

    it("what an answer has no room for is asked of the same holder again, as long as something comes", async () => {
      const accept = headOf(shipment);
      let asks = 0;
      say = (_, entry) => (entry === accept ? (asks++ < 2 ? "busy" : { state: "notHeld" }) : "came");
      await seek();
      const [first, second, third] = holdersAsked(accept);
      expect([second, third]).to.deep.equal([first, first]);
    });

    it("entries of undone blocks are not asked for", async () => {
      await ledger.record(trader, "Report", shipment, { payload: null });
      const undone = headOf(shipment);
      await seek();
      now += GRACE_MS;
      await seek();
      await ledger.undoLast();
      asked = [];
      now += 10_000;
      await seek();
      expect(holdersAsked(undone)).to.deep.equal([]);
      expect((await wantedRows()).map(({ entry }) => entry)).not.to.include(undone);
      expect((await wantedRows()).every((row) => fromJsonText(row.asked).length <= others.length)).to.equal(true);
    });
  });
}

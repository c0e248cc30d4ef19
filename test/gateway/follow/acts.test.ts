import { expect } from "chai";
import type { Hex } from "../../../src/domain/entry.ts";
import { MATTER_STATES } from "../../../src/domain/cooperation/matter-state.ts";
import type { MatterType } from "../../../src/domain/cooperation/matter-type.ts";
import type { Scope } from "../../../src/api/scope.ts";
import { actClocks } from "../../../src/gateway/clocks/act-clocks.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import type { FollowedCooperation } from "../../../src/gateway/follow/judge-acts.ts";
import { createActHasher } from "../../../src/ledger/act-hash.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import type { Rpc } from "../../../src/rpc/json-rpc-client.ts";
import { requirePinnedCooperation } from "../../../src/start/pinned-cooperation.ts";
import { readParticipants } from "../../../src/store/chain/followed-state.ts";
import { readFollowedMatters, readItems, readSeats } from "../../../src/store/cooperation/followed-matters.ts";
import { listOwnMatters } from "../../../src/store/cooperation/visible-matters.ts";
import type { Database } from "../../../src/store/open-database.ts";
import { type Authorities, enrolAuthorities, recordActStory } from "../../support/act-story.ts";
import { blockTime, startChain, type TestChain } from "../../support/chain.ts";
import { agree, DAY, matterId, recordAct } from "../../support/cooperation.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { eventually } from "../../support/eventually.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";

/** All followed acts and what they changed, as text: equal for two stores that followed the same chain. */
async function contentsOf({ reader }: Database): Promise<string> {
  const tables = ["acts", "act_refusals", "matters", "matter_seats", "matter_items"] as const;
  const contents: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const rows = await reader
      .selectFrom(table as "acts")
      .selectAll()
      .execute();
    contents[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return JSON.stringify(contents, null, 1);
}

for (const { name, open } of DATABASES) {
  describe(`Followed acts on ${name}`, () => {
    let chain: TestChain;
    let served: ServedChain;
    let authorities: Authorities;
    let cooperation: FollowedCooperation;
    let place: { readonly chainId: number; readonly consortium: Hex };
    let snapshot: unknown;
    const stops: (() => Promise<void>)[] = [];

    before(async () => {
      chain = await startChain();
      served = await serveChain(chain);
      authorities = await enrolAuthorities(chain);
      const address = (await chain.cooperation.getAddress()).toLowerCase() as Hex;
      cooperation = { address, hashAct: createActHasher({ chainId: chain.chainId, ledger: address }) };
      place = { chainId: chain.chainId, consortium: (await chain.consortium.getAddress()).toLowerCase() as Hex };
    });
    after(async () => {
      await served.close();
      await chain.connection.close();
    });
    beforeEach(async () => {
      snapshot = await chain.connection.provider.request({ method: "evm_snapshot", params: [] });
    });
    afterEach(async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
      await chain.connection.provider.request({ method: "evm_revert", params: [snapshot] });
    });

    async function openStore(): Promise<TestDatabase> {
      const database = await open();
      stops.push(() => database.close());
      return database;
    }

    async function follow(
      { db }: TestDatabase,
      { rpc, followed }: { rpc?: Rpc; followed: FollowedCooperation | undefined } = { followed: cooperation },
    ): Promise<Follower> {
      const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
      const { consortium } = place;
      const hashEntry = createEntryHasher({ chainId: chain.chainId, ledger });
      const directory = new Directory(await readParticipants(db));
      const parts = { db, rpc: rpc ?? served.rpc, ledger, consortium, cooperation: followed, hashEntry, directory };
      const follower = await Follower.create({ ...parts, onTrouble: () => undefined }, 0);
      follower.start();
      await follower.lead();
      stops.push(() => follower.stop());
      return follower;
    }

    async function caughtUp(follower: Follower): Promise<void> {
      await eventually("the follower has the last block, or an alarm", async () => {
        const block = await chain.connection.ethers.provider.getBlock("latest");
        follower.lookSoon();
        return follower.checkpoint.hash === block?.hash || follower.status.state === "alarmed";
      });
    }

    /** The store of a follower that has never seen another history. */
    async function freshContents(): Promise<string> {
      const database = await openStore();
      await caughtUp(await follow(database));
      return contentsOf(database.db);
    }

    const numbered = <Record extends { state: (typeof MATTER_STATES)[number] }>(record: Record) =>
      Object.values({ ...record, state: MATTER_STATES.indexOf(record.state) }).map(Number);

    it("the times of requests, offers and seals are clocks for those whom they concern, and end or lapse by time", async () => {
      const { sweden, norway, court } = authorities;
      await recordActStory(chain, authorities, "clocks");
      const agreement = await agree(chain, [sweden, norway], "timed");
      const ask = { counterparty: sweden.id, refersTo: agreement, period: 30 * DAY, code: 2 };
      await recordAct(chain, norway, "Ask", { matter: matterId("timed request"), ...ask });
      const database = await openStore();
      const { db } = database;
      await caughtUp(await follow(database));
      const directory = new Directory(await readParticipants(db));
      const recordedAt = await blockTime(chain);
      const clocksAt = async (now: number, { id }: { readonly id: number }, limit = 10) => {
        const reading = { db, directory, now: () => now };
        const caller = { participant: id, roles: 0, jurisdiction: "SE", scopes: new Set<Scope>() };
        const { clocks, more } = await actClocks(reading, caller, limit);
        expect(more).to.equal(limit === 1);
        return clocks.map(({ about, rule, waitsFor, state }) => [about, rule, waitsFor?.id, state]).sort();
      };
      const offered = ["handover", "signCaveats", court.id, "running"];
      const asked = ["request", "answer", sweden.id, "running"];
      expect(await clocksAt(recordedAt, sweden)).to.deep.equal([offered, asked]);
      expect(await clocksAt(recordedAt, norway)).to.deep.equal([
        offered,
        asked,
        ["seal", "openSeal", norway.id, "running"],
      ]);
      expect(await clocksAt(recordedAt, court)).to.deep.equal([offered]);
      expect(await clocksAt(recordedAt, { id: 99 })).to.deep.equal([]);
      const later = recordedAt + 3 * DAY;
      expect(await clocksAt(later, court), "an offer that expired asks for nothing").to.deep.equal([]);
      expect(await clocksAt(later, norway)).to.deep.equal([asked, ["seal", "openSeal", norway.id, "lapsed"]]);
      expect(await clocksAt(recordedAt, norway, 1), "one matter and one handover or seal").to.have.length(2);
    });

    it("the store has each matter, seat and item as the contract has it, and the refused act", async () => {
      const { matters, items } = await recordActStory(chain, authorities, "stored");
      const database = await openStore();
      const follower = await follow(database);
      await caughtUp(follower);
      expect(follower.status.alarm).to.equal(null);

      const stored = await readFollowedMatters(database.db, matters);
      expect(stored.size).to.equal(matters.length);
      for (const [id, followed] of stored) {
        expect(followed.head).to.equal(await chain.cooperation.headOf(id));
        expect(followed.basis).to.equal(await chain.cooperation.basisOf(id));
        expect(followed.terms).to.equal(await chain.cooperation.termsOf(id));
        expect(numbered(followed.matter)).to.deep.equal([...(await chain.cooperation.matterOf(id))].map(Number));
      }
      for (const { matter, participant, seat } of await readSeats(database.db, matters))
        expect(Object.values(seat).map(Number)).to.deep.equal(
          [...(await chain.cooperation.seatOf(matter, participant))].map(Number),
        );
      const found = await readItems(
        database.db,
        items.map(([, item]) => item),
      );
      expect(found).to.have.length(items.length);
      for (const { matter, hash, item, content } of found) {
        expect(numbered(item)).to.deep.equal([...(await chain.cooperation.itemOf(matter, hash))].map(Number));
        expect(content).to.equal(await chain.cooperation.contentOf(matter, hash));
      }
      const refusals = await database.db.reader.selectFrom("act_refusals").select(["matter", "code"]).execute();
      expect(refusals).to.deep.equal([{ matter: matterId("stored later"), code: "CooperationLedgerUnexpectedState" }]);
    });

    it("a participant's matters are listed by type, and requests whose time is up apart from all others", async () => {
      const { sweden, norway } = authorities;
      const agreement = await agree(chain, [sweden, norway], "listed");
      const request = matterId("listed request");
      const ask = { matter: request, counterparty: norway.id, refersTo: agreement, period: DAY, code: 1 };
      await recordAct(chain, sweden, "Ask", ask);
      await recordAct(chain, sweden, "Anchor", { matter: matterId("listed journal"), code: 1 });
      const database = await openStore();
      await caughtUp(await follow(database));
      const opened = (await readFollowedMatters(database.db, [request])).get(request);
      const due = opened?.matter.endsAt ?? 0;

      const listed = async (type: MatterType | undefined, overdue: boolean | undefined, now: number) => {
        const rows = await listOwnMatters(database.db, sweden.id, { type, overdue, now }, undefined, 10);
        return rows.map(({ id }) => id);
      };
      const journal = matterId("listed journal");
      expect(await listed(undefined, undefined, due)).to.deep.equal([journal, request, agreement]);
      expect(await listed("agreement", undefined, due)).to.deep.equal([agreement]);
      expect(await listed("request", undefined, due)).to.deep.equal([request]);
      expect(await listed("journal", undefined, due)).to.deep.equal([journal]);
      expect(await listed(undefined, true, due - 1)).to.deep.equal([]);
      expect(await listed(undefined, true, due)).to.deep.equal([request]);
      expect(await listed("agreement", true, due)).to.deep.equal([]);
      expect(await listed(undefined, false, due)).to.deep.equal([journal, agreement]);
      expect(await listed("request", false, due - 1)).to.deep.equal([request]);
    });

    it("the store of acts is the same whether blocks were followed one by one or all at once", async () => {
      const database = await openStore();
      const follower = await follow(database);
      await caughtUp(follower);
      await recordActStory(chain, authorities, "one by one");
      await caughtUp(follower);
      await follower.stop();
      await recordActStory(chain, authorities, "after a restart");
      await caughtUp(await follow(database));
      expect(await contentsOf(database.db)).to.equal(await freshContents());
    });

    it("a reorganisation undoes acts, and each matter, seat and item returns to its state before them", async () => {
      const { provider } = chain.connection;
      const { sweden, norway } = authorities;
      const matter = await agree(chain, [sweden, norway], "undone");
      const database = await openStore();
      const follower = await follow(database);
      await caughtUp(follower);
      const before = await contentsOf(database.db);

      const fork = await provider.request({ method: "evm_snapshot", params: [] });
      await recordAct(chain, sweden, "Suspend", { matter });
      await recordAct(chain, sweden, "Propose", { matter: matterId("undone too"), period: DAY, code: 3, codes: 1 });
      await recordActStory(chain, authorities, "undone story");
      await caughtUp(follower);
      expect(await contentsOf(database.db)).to.equal(await freshContents());

      await provider.request({ method: "evm_revert", params: [fork] });
      for (let block = 0; block < 3; block += 1) await provider.request({ method: "evm_mine", params: [] });
      await caughtUp(follower);
      expect(follower.status.alarm).to.equal(null);
      expect(await contentsOf(database.db)).to.equal(before);

      await recordAct(chain, norway, "Denounce", { matter });
      await caughtUp(follower);
      expect(await contentsOf(database.db)).to.equal(await freshContents());
    });

    describe("A node that changes the logs of acts", () => {
      function lying(change: (logs: Record<string, unknown>[]) => Record<string, unknown>[]): Rpc {
        return {
          batch: (calls) => served.rpc.batch(calls),
          invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
          async request(method, params) {
            const answer = await served.rpc.request(method, params);
            return method === "eth_getLogs" ? change(answer as Record<string, unknown>[]) : answer;
          },
        };
      }

      const isAct = (log: Record<string, unknown>) =>
        (log["topics"] as string[])[0] === chain.cooperation.interface.getEvent("ActRecorded").topicHash;

      it("a changed field of an act raises the alarm of an impossible entry", async () => {
        await recordActStory(chain, authorities, "lie");
        const database = await openStore();
        const rpc = lying((logs) =>
          logs.map((log) => {
            const data = String(log["data"]);
            // The last digit of the commitment, which is the eighth word of the act.
            const digit = 2 + 9 * 64 - 1;
            const other = data[digit] === "0" ? "1" : "0";
            return isAct(log) ? { ...log, data: data.slice(0, digit) + other + data.slice(digit + 1) } : log;
          }),
        );
        const follower = await follow(database, { rpc, followed: cooperation });
        await caughtUp(follower);
        expect(follower.status.alarm?.code).to.equal("LedgerRuleBroken");
        expect(JSON.parse(await contentsOf(database.db)).acts).to.deep.equal([]);
      });

      it("a missing act raises the alarm of an impossible entry", async () => {
        await recordActStory(chain, authorities, "gap");
        let left = 0;
        const rpc = lying((logs) => logs.filter((log) => !isAct(log) || ++left !== 5));
        const follower = await follow(await openStore(), { rpc, followed: cooperation });
        await caughtUp(follower);
        expect(follower.status.alarm?.code).to.equal("LedgerRuleBroken");
      });
    });

    describe("A store that followed the chain without the ledger of cooperation", () => {
      it("it reads the earlier acts when the ledger is named, and then follows the later ones", async () => {
        await recordActStory(chain, authorities, "earlier");
        await (await chain.consortium.suspend(authorities.norway.id)).wait();
        const database = await openStore();
        const without = await follow(database, { followed: undefined });
        await caughtUp(without);
        await without.stop();
        expect(JSON.parse(await contentsOf(database.db)).acts).to.deep.equal([]);

        const pinned = await requirePinnedCooperation(served.rpc, place, cooperation.address, database.db);
        expect(await contentsOf(database.db)).to.equal(await freshContents());
        await recordAct(chain, authorities.sweden, "Anchor", { matter: matterId("earlier journal"), code: 1 });
        await caughtUp(await follow(database, { followed: pinned }));
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });

      it("a store that follows one ledger of cooperation refuses another and none", async () => {
        const { db } = await openStore();
        await requirePinnedCooperation(served.rpc, place, cooperation.address, db);
        const other = (await chain.ledger.getAddress()).toLowerCase() as Hex;
        for (const address of [other, undefined])
          expect((await errorOf(() => requirePinnedCooperation(served.rpc, place, address, db))).code).to.equal(
            "ChainChanged",
          );
      });

      it("an address without a contract is no ledger of cooperation", async () => {
        const { db } = await openStore();
        const nobody: Hex = `0x${"00".repeat(19)}01`;
        const error = await errorOf(() => requirePinnedCooperation(served.rpc, place, nobody, db));
        expect(error.facts).to.include({ what: "ledger of cooperation", found: "no contract" });
      });
    });
  });
}

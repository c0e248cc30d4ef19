import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { Entry, Hex } from "../../../src/domain/entry.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower, REORGANISATION_DEPTH } from "../../../src/gateway/follow/follower.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import type { Rpc } from "../../../src/rpc/json-rpc-client.ts";
import { readParticipants } from "../../../src/store/chain/followed-state.ts";
import type { Database } from "../../../src/store/open-database.ts";
import { enrol, record, shipmentId, sign, startChain } from "../../support/chain.ts";
import type { TestChain, TestParticipant } from "../../support/chain.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { entryOf } from "../../support/entry-of.ts";
import { eventually } from "../../support/eventually.ts";
import { recordMalformed } from "../../support/record-malformed.ts";

/** All data written by the follower, as text: equal for two stores that followed the same chain. */
async function contentsOf({ reader }: Database): Promise<string> {
  const tables = {
    participants: "id",
    keys: "address",
    entries: "position",
    refusals: "position",
    shipments: "id",
    cases: "hold",
    successors: "entry",
    entitlements: "since_position",
  } as const;
  const contents: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables)) {
    const rows = await reader
      .selectFrom(table as "entries")
      .selectAll()
      .orderBy(order as "position")
      .execute();
    contents[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return JSON.stringify(contents, null, 1);
}

for (const { name, open } of DATABASES) {
  describe(`Follower on ${name}`, () => {
    let chain: TestChain;
    let served: ServedChain;
    let carrier: TestParticipant;
    let terminal: TestParticipant;
    let agency: TestParticipant;
    let snapshot: unknown;
    const stops: (() => Promise<void>)[] = [];

    before(async () => {
      chain = await startChain();
      served = await serveChain(chain);
      carrier = await enrol(chain, "carrier");
      terminal = await enrol(chain, "terminal");
      agency = await enrol(chain, "customs");
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

    /** Records an entry on its shipment's head, in a separate block. */
    function write(author: TestParticipant, kind: Kind, shipment: Hex, fields: Partial<Entry> = {}) {
      return record(chain, author, kind, { shipment, ...fields });
    }

    async function follow(rpc: Rpc = served.rpc): Promise<{ follower: Follower; database: TestDatabase }> {
      const database = await open();
      stops.push(() => database.close());
      const follower = await followInto(database, rpc);
      return { follower, database };
    }

    async function followInto(database: TestDatabase, rpc: Rpc, { leads } = { leads: true }): Promise<Follower> {
      const { db } = database;
      const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
      const consortium = (await chain.consortium.getAddress()).toLowerCase() as Hex;
      const hashEntry = createEntryHasher({ chainId: chain.chainId, ledger });
      const directory = new Directory(await readParticipants(db));
      const parts = { db, rpc, ledger, consortium, hashEntry, directory, onTrouble: () => undefined };
      const follower = await Follower.create(parts, 0);
      follower.start();
      if (leads) await follower.lead();
      stops.push(() => follower.stop());
      return follower;
    }

    /** Waits until the follower has reached the present head, or has raised an alarm. */
    async function caughtUp(follower: Follower): Promise<void> {
      await eventually("the follower has the last block, or an alarm", async () => {
        const block = await chain.connection.ethers.provider.getBlock("latest");
        follower.lookSoon();
        return follower.checkpoint.hash === block?.hash || follower.status.state === "alarmed";
      });
    }

    /** The store of a follower that has never seen another history. */
    async function freshContents(): Promise<string> {
      const { follower, database } = await follow();
      await caughtUp(follower);
      return contentsOf(database.db);
    }

    async function journey(tag: string): Promise<void> {
      const box = shipmentId(`box ${tag}`);
      const container = shipmentId(`container ${tag}`);
      await write(carrier, "Consign", container);
      await write(carrier, "Consign", box);
      await write(carrier, "Load", box, { refersTo: container });
      const hold = await write(agency, "Hold", container);
      await write(agency, "Notice", container, { refersTo: hold, counterparty: carrier.id });
      await write(agency, "Release", container, { refersTo: hold });
      await write(carrier, "Offer", container, { counterparty: terminal.id });
      await write(terminal, "Accept", container);
      const report = await write(terminal, "Report", box);
      await write(terminal, "Correct", box, { refersTo: report });
      await write(terminal, "Unload", box, { refersTo: container });
    }

    describe("An ordinary chain", () => {
      it("a follower applies the sound entries of a third party's batch with a malformed entry", async () => {
        const names = ["before", "malformed", "after"].map(shipmentId);
        const entries = names.map((shipment) => entryOf("Consign", { shipment, author: carrier.id }));
        const batch = await Promise.all(entries.map((entry) => sign(chain, carrier, entry)));
        await recordMalformed(chain, batch, 1);
        const { follower, database } = await follow();
        await caughtUp(follower);
        const rows = await database.db.reader.selectFrom("shipments").select("id").execute();
        expect(follower.status.state).to.not.equal("alarmed");
        expect(rows.map(({ id }) => id).sort()).to.deep.equal([names[0], names[2]].sort());
      });

      it("a follower stores every shipment as the contract has it", async () => {
        await journey("a");
        const { follower, database } = await follow();
        await caughtUp(follower);
        const rows = await database.db.reader.selectFrom("shipments").selectAll().execute();
        expect(rows).to.have.length(2);
        for (const row of rows) {
          const custody = await chain.ledger.custodyOf(row.id);
          expect(row.head).to.equal(await chain.ledger.headOf(row.id));
          expect(row.container).to.equal(await chain.ledger.containerOf(row.id));
          expect([row.custodian, row.consignor, row.offered_to, row.sequence, row.contents, row.phase]).to.deep.equal(
            [
              custody.custodian,
              custody.consignor,
              custody.offeredTo,
              custody.sequence,
              custody.contents,
              custody.phase,
            ].map(Number),
          );
        }
      });

      it("a store is the same whether blocks were followed one by one or all at once", async () => {
        const { follower, database } = await follow();
        await caughtUp(follower);
        await journey("b");
        await caughtUp(follower);
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });

      it("a watching follower counts as following, also while nothing is mined", async () => {
        const { follower, database } = await follow();
        await caughtUp(follower);
        const beside = await followInto(database, served.rpc, { leads: false });
        await eventually("the second follower follows", () => beside.status.state !== "starting");
        expect(beside.status.state).to.equal("following");
        expect(beside.checkpoint).to.deep.equal(follower.checkpoint);
      });

      it("a follower resumes at its checkpoint after a restart", async () => {
        await journey("c");
        const { follower, database } = await follow();
        await caughtUp(follower);
        await follower.stop();
        await journey("d");
        const again = await followInto(database, served.rpc);
        await caughtUp(again);
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });
    });

    describe("A chain that takes many answers", () => {
      it("a store is the same when blocks are judged while earlier ones are being stored", async () => {
        await journey("e");
        let turn: Promise<unknown> = Promise.resolve();
        const { follower, database } = await follow({
          invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
          // Full blocks, which are requested one by one from a node that answers one request at a time.
          async batch(calls, maxBytes) {
            const blocks = await served.rpc.batch(calls, maxBytes);
            return blocks.map((block) => ({ ...(block as object), gasUsed: "0xffffffff" }));
          },
          request(method, params, maxBytes) {
            if (method !== "eth_getLogs") return served.rpc.request(method, params, maxBytes);
            turn = turn.then(() => sleep(5));
            return turn.then(() => served.rpc.request(method, params, maxBytes));
          },
        });
        let steps = 0;
        follower.onApplied(() => (steps += 1));
        await caughtUp(follower);
        expect(steps).to.be.greaterThan(1);
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });

      it("a follower requests fewer blocks where an answer would be too long", async () => {
        await journey("f");
        const asked: number[] = [];
        const { follower, database } = await follow({
          invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
          batch: (calls, maxBytes) => served.rpc.batch(calls, maxBytes),
          request(method, params, maxBytes) {
            if (method !== "eth_getLogs") return served.rpc.request(method, params, maxBytes);
            const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
            const blocks = Number(toBlock) - Number(fromBlock) + 1;
            asked.push(blocks);
            // No range of several blocks fits this limit; a single block has the client's own limit.
            return served.rpc.request(method, params, maxBytes === undefined ? undefined : 200);
          },
        });
        await caughtUp(follower);
        expect(asked).to.include(1);
        expect(Math.max(...asked)).to.be.greaterThan(8);
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });
    });

    for (const depth of [1, 5, 11]) {
      describe(`A reorganisation of ${depth} block(s)`, () => {
        it(`a follower undoes ${depth} replaced block(s) and keeps no data of them`, async () => {
          const { follower, database } = await follow();
          await journey("kept");
          await caughtUp(follower);
          const { provider } = chain.connection;
          const fork = await provider.request({ method: "evm_snapshot", params: [] });
          for (let block = 0; block < depth; block += 1) {
            await write(
              carrier,
              block % 2 === 0 ? "Report" : "Consign",
              shipmentId(block % 2 === 0 ? "box kept" : `lost ${block}`),
            );
          }
          await caughtUp(follower);
          await provider.request({ method: "evm_revert", params: [fork] });
          await enrol(chain, "trader");
          await journey("other");

          await caughtUp(follower);
          expect(follower.status.state).to.equal("following");
          expect(await contentsOf(database.db)).to.equal(await freshContents());
        });
      });
    }

    describe("A reorganisation deeper than the limit", () => {
      it("a reorganisation deeper than the limit raises an alarm and changes nothing in the store", async () => {
        const { provider } = chain.connection;
        const fork = await provider.request({ method: "evm_snapshot", params: [] });
        await write(carrier, "Consign", shipmentId("first history"));
        const { follower, database } = await follow();
        for (let block = 0; block < REORGANISATION_DEPTH + 2; block += 1) {
          await provider.request({ method: "evm_mine", params: [] });
        }
        await caughtUp(follower);
        const before = await contentsOf(database.db);
        await provider.request({ method: "evm_revert", params: [fork] });
        for (let block = 0; block < REORGANISATION_DEPTH + 8; block += 1) {
          await provider.request({ method: "evm_mine", params: [] });
        }
        await caughtUp(follower);
        expect(follower.status.alarm?.code).to.equal("ReorganisationTooDeep");
        expect(await contentsOf(database.db)).to.equal(before);
      });
    });

    describe("A node that is far behind", () => {
      it("a follower waits for a node that is far behind, and its status says so", async () => {
        let isBehind = false;
        const { follower, database } = await follow({
          invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
          batch: (calls, maxBytes) => served.rpc.batch(calls, maxBytes),
          request(method, params, maxBytes) {
            const old = isBehind && method === "eth_getBlockByNumber" && params[0] === "latest";
            return served.rpc.request(method, old ? ["0x2", false] : params, maxBytes);
          },
        });
        await write(carrier, "Consign", shipmentId("known"));
        for (let block = 0; block < REORGANISATION_DEPTH + 2; block += 1) {
          await chain.connection.provider.request({ method: "evm_mine", params: [] });
        }
        await caughtUp(follower);
        isBehind = true;
        await eventually("the follower is behind", () => {
          follower.lookSoon();
          return follower.status.state !== "following";
        });
        expect(follower.status.state).to.equal("behind");
        isBehind = false;
        await write(carrier, "Report", shipmentId("known"));
        await caughtUp(follower);
        expect(follower.status.state).to.equal("following");
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });
    });

    describe("Two leading gateways", () => {
      it("a second leader neither raises an alarm nor writes, and continues to follow", async () => {
        await write(carrier, "Consign", shipmentId("before both"));
        const { promise: opened, resolve: open } = Promise.withResolvers<void>();
        const { promise: isHeldUp, resolve: holdUp } = Promise.withResolvers<void>();
        let delays = false;
        const { follower: slow, database } = await follow({
          invalidAnswer: (method, problem) => served.rpc.invalidAnswer(method, problem),
          batch: (calls, maxBytes) => served.rpc.batch(calls, maxBytes),
          async request(method, params, maxBytes) {
            const answer = await served.rpc.request(method, params, maxBytes);
            if (!delays || method !== "eth_getLogs") return answer;
            holdUp();
            await opened;
            return answer;
          },
        });
        await caughtUp(slow);
        const quick = await followInto(database, served.rpc);
        await caughtUp(quick);

        delays = true;
        await journey("of two");
        slow.lookSoon();
        await isHeldUp;
        await caughtUp(quick);
        await write(terminal, "Report", shipmentId("box of two"));
        await caughtUp(quick);
        open();
        await caughtUp(slow);
        await caughtUp(quick);
        expect([slow.status.state, quick.status.state]).to.deep.equal(["following", "following"]);
        expect(await contentsOf(database.db)).to.equal(await freshContents());
      });
    });

    describe("A node that changes logs", () => {
      /** A node that changes the logs in its answers. */
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

      const topicOfEntries = () => chain.ledger.interface.getEvent("EntryRecorded").topicHash;
      const isEntry = (log: Record<string, unknown>) => (log["topics"] as string[])[0] === topicOfEntries();

      it("a changed field of an entry raises an alarm", async () => {
        await journey("lie");
        const { follower, database } = await follow(
          lying((logs) =>
            logs.map((log) => {
              const data = String(log["data"]);
              // The last digit of the commitment, which is the seventh word.
              const digit = 2 + 7 * 64 - 1;
              const other = data[digit] === "0" ? "1" : "0";
              return isEntry(log) ? { ...log, data: data.slice(0, digit) + other + data.slice(digit + 1) } : log;
            }),
          ),
        );
        await caughtUp(follower);
        expect(follower.status.alarm?.code).to.equal("LedgerRuleBroken");
        expect(JSON.parse(await contentsOf(database.db)).entries).to.deep.equal([]);
      });

      it("a missing entry raises an alarm", async () => {
        await journey("gap");
        let left = 0;
        const { follower } = await follow(lying((logs) => logs.filter((log) => !isEntry(log) || ++left !== 4)));
        await caughtUp(follower);
        expect(follower.status.alarm?.code).to.equal("LedgerRuleBroken");
      });
    });
  });
}

import { expect } from "chai";
import { call, FAUCET, type Json, rejection, transfer, useFolder, useNodes } from "./node-fixture.ts";
import { type NodeProcess, spawnNode } from "./node-process.ts";
import { eachStepOnce, tryAll } from "../assurance/crashes/matrix.ts";
import { NodeSubject } from "../assurance/crashes/node-subject.ts";
import { eventually } from "../support/eventually.ts";

const DEATHS = 5;

describe("A node after a crash", function () {
  this.timeout(600_000);
  const nodes = useNodes();
  let child: NodeProcess | undefined;
  afterEach(() => child?.kill());

  /** Sends transactions and reads their receipts until the node has ended; adds each receipt to `seen`. */
  async function load(url: string, seen: Map<string, Json>, data = "0x", gasLimit = 21_000n): Promise<void> {
    const first = Number(await call(url, "eth_getTransactionCount", FAUCET.address, "latest"));
    for (let nonce = first; ; nonce += 4) {
      const raws = await Promise.all([0, 1, 2, 3].map((n) => transfer(nonce + n, { data, gasLimit })));
      let waiting: string[] = await Promise.all(raws.map((raw) => call(url, "eth_sendRawTransaction", raw)));
      while (waiting.length > 0) {
        const receipts = await Promise.all(waiting.map((hash) => call(url, "eth_getTransactionReceipt", hash)));
        waiting = waiting.filter((hash, index) => {
          if (receipts[index] !== null) seen.set(hash, receipts[index]);
          return receipts[index] === null;
        });
      }
    }
  }

  async function expectAllThere(url: string, seen: ReadonlyMap<string, Json>): Promise<void> {
    for (const [hash, receipt] of seen) {
      expect(await call(url, "eth_getTransactionReceipt", hash)).to.deep.equal(receipt);
    }
  }

  describe("A repeated kill -9 under load", () => {
    const folder = useFolder();
    it("a restarted node has every block that a client saw", async () => {
      const seen = new Map<string, Json>();
      for (let death = 0; death < DEATHS; death++) {
        child = await spawnNode(folder());
        await expectAllThere(child.url, seen);
        const before = seen.size;
        const loaded = rejection(load(child.url, seen));
        await eventually("a transaction of this round has a receipt", () => seen.size > before);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
        await child.kill();
        await loaded;
      }
      const { url } = await nodes.start(folder());
      await expectAllThere(url, seen);
    });
  });

  describe("A crash at a step of the journal", () => {
    let subject: NodeSubject;
    before(async () => {
      subject = await NodeSubject.open();
    });
    after(() => subject.close());

    it("a node restarts after a crash at any step of its journal and mines further blocks", async () => {
      const rows = await tryAll(subject, eachStepOnce);
      expect(rows.flatMap(({ problems }) => problems)).to.deep.equal([]);
      expect(rows.filter(({ kills }) => kills === 0)).to.deep.equal([]);
      expect(rows.map(({ step }) => step)).to.include.members(["write chain.journal", "datasync chain.journal"]);
    });

    it("a starting node writes the last record again, which may never have been synced", async () => {
      const [, again] = subject.phases;
      expect([...((await again?.rehearse())?.keys() ?? [])]).to.include.members([
        "write chain.journal",
        "sync chain.journal",
        "sync folder",
      ]);
    });
  });

  describe("A full disk", () => {
    const folder = useFolder();
    it("a block that was not written is not shown, and the node restarts from the written blocks", async () => {
      const seen = new Map<string, Json>();
      child = await spawnNode(folder(), { maxFileBlocks: 300 });
      await rejection(load(child.url, seen, `0x${"ff".repeat(10_000)}`, 200_000n));
      expect(await child.ended).to.equal(1);
      expect(child.lines).to.deep.equal(["NodeJournalWriteFailed"]);
      expect(seen.size).to.be.greaterThan(0);

      const { url } = await nodes.start(folder());
      await expectAllThere(url, seen);
      const mined = Number(await call(url, "eth_getTransactionCount", FAUCET.address, "latest"));
      expect(mined).to.be.within(seen.size, seen.size + 4);
    });
  });
});

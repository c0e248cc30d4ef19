import { expect } from "chai";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { Filters } from "../../src/node/filters.ts";
import { Journal } from "../../src/node/journal.ts";
import { createLocalChain, type LocalChain } from "../../src/node/local-chain.ts";
import { Miner } from "../../src/node/miner.ts";
import { Subscriptions } from "../../src/node/subscriptions.ts";
import { rejection, transfer, useFolder } from "./node-fixture.ts";

describe("Miner", () => {
  const folder = useFolder();
  let chain: LocalChain;
  let journal: Journal;
  let miner: Miner;
  let filters: Filters;
  let files = 0;

  /** Allows the journal to write its next block. */
  let letWrite: () => void;
  /** Resolves when a block was mined in memory and the journal is about to write it. */
  let aboutToWrite: Promise<void>;

  beforeEach(async () => {
    chain = await createLocalChain();
    journal = await Journal.open(join(folder(), String(++files)), chain, () => undefined);
    const disk = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const append = journal.append.bind(journal);
    journal.append = async (block) => {
      asked.resolve();
      await disk.promise;
      await append(block);
    };
    letWrite = disk.resolve;
    aboutToWrite = asked.promise;
    miner = new Miner(chain, journal, { height: 0, timestamp: chain.genesisTimestamp });
    filters = new Filters(chain, miner);
  });

  afterEach(async () => {
    letWrite();
    filters.close();
    await miner.stop();
    await journal.close().catch(() => undefined);
    await chain.close();
  });

  /** Every read that could show the first block. Each adds a note to `seen` when it is answered. */
  async function onlookers(): Promise<{ hash: string; seen: unknown[]; ask(): Promise<unknown>[] }> {
    const seen: unknown[] = [];
    const filter = await filters.create("eth_newBlockFilter", []);
    await new Subscriptions(chain, miner).connect((message) => seen.push(message)).subscribe(["newHeads"]);
    const hash = await miner.send(await transfer(0));
    await aboutToWrite;
    const note = (answer: Promise<unknown>): Promise<unknown> => answer.finally(() => seen.push("an answer"));
    return {
      hash,
      seen,
      ask: () => [
        note(miner.request("eth_blockNumber", [])),
        note(miner.request("eth_getTransactionReceipt", [hash])),
        note(filters.changes(filter)),
        note(miner.request("eth_getBlockByNumber", ["0x7fffffff"])),
        transfer(0).then((again) => note(miner.send(again))),
      ],
    };
  }

  describe("A mined block before it is written", () => {
    it("a mined block is not shown before it is written", async () => {
      const { seen, ask } = await onlookers();
      const answers = ask().map(async (answer) => answer.catch(() => "refused"));
      expect(await chain.request("eth_blockNumber", [])).to.equal("0x1");
      await setTimeout(50);
      expect(seen).to.deep.equal([]);
      expect(miner.height).to.equal(0);

      letWrite();
      const [height, receipt, changes] = await Promise.all(answers);
      expect(height).to.equal("0x1");
      expect(receipt).to.include({ blockNumber: "0x1" });
      expect(changes).to.deep.equal([(receipt as { blockHash: string }).blockHash]);
      expect(seen).to.have.length(6);
    });
  });

  describe("A block that cannot be written", () => {
    it("a block that cannot be written is not shown, and the node stops answering", async () => {
      const { seen, ask } = await onlookers();
      const answers = ask().map(rejection);
      await journal.close();
      letWrite();
      for (const error of await Promise.all(answers)) expect(error).to.include({ code: -32603 });
      expect(PortolanError.is(await miner.failed, "NodeJournalWriteFailed")).to.equal(true);
      expect(await rejection(miner.request("eth_chainId", []))).to.include({ code: -32603 });
      expect(await rejection(miner.send(await transfer(1)))).to.include({ code: -32603 });
      expect(seen.filter((note) => note !== "an answer")).to.deep.equal([]);
    });
  });
});

import { expect } from "chai";
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { Journal } from "../../src/node/journal.ts";
import { blockHashes, call, rejection, RECIPIENT, sendAndWait, transfer, useFolder, useNodes } from "./node-fixture.ts";

describe("startNode", () => {
  const nodes = useNodes();
  const codeOf = (error: unknown): string | undefined => (PortolanError.is(error) ? error.code : undefined);

  describe("A restart on the same folder", () => {
    const folder = useFolder();
    it("a restarted node has the same blocks, proofs and receipts", async () => {
      const first = await nodes.start(folder());
      const receipts = [];
      for (let nonce = 0; nonce < 5; nonce++) {
        await call(first.url, "eth_getBlockByNumber", "pending", true);
        await call(first.url, "eth_estimateGas", { to: RECIPIENT });
        await rejection(call(first.url, "eth_sendRawTransaction", await transfer(nonce, { value: 10n ** 30n })));
        receipts.push(await sendAndWait(first.url, await transfer(nonce)));
      }
      const proof = await call(first.url, "eth_getProof", RECIPIENT, [], "latest");
      const hashes = await blockHashes(first.url);
      await first.close();

      const second = await nodes.start(folder());
      expect(second.replayed).to.equal(5);
      expect(await blockHashes(second.url)).to.deep.equal(hashes);
      expect(await call(second.url, "eth_getProof", RECIPIENT, [], "latest")).to.deep.equal(proof);
      for (const receipt of receipts) {
        expect(await call(second.url, "eth_getTransactionReceipt", receipt.transactionHash)).to.deep.equal(receipt);
      }
      await sendAndWait(second.url, await transfer(5));
      const longer = await blockHashes(second.url);
      await second.close();
      expect(await blockHashes((await nodes.start(folder())).url)).to.deep.equal(longer);
      expect(nodes.warnings).to.deep.equal([]);
    });

    it("a call on the pending block has the present time after a restart", async () => {
      const { url } = await nodes.start(folder());
      const { timestamp } = await call(url, "eth_getBlockByNumber", "pending", false);
      expect(Number(timestamp)).to.be.closeTo(Date.now() / 1000, 2);
    });
  });

  describe("A journal with an incomplete last record", () => {
    const folder = useFolder();
    it("an incomplete last block is dropped with a warning", async () => {
      const first = await nodes.start(folder());
      await sendAndWait(first.url, await transfer(0));
      const kept = await blockHashes(first.url);
      await sendAndWait(first.url, await transfer(1));
      await first.close();
      const file = join(folder(), "chain.journal");
      truncateSync(file, statSync(file).size - 1);

      const second = await nodes.start(folder());
      expect(nodes.warnings).to.have.length(1);
      expect(await blockHashes(second.url)).to.deep.equal(kept);
      await sendAndWait(second.url, await transfer(1));
    });
  });

  describe("A changed journal", () => {
    const folder = useFolder();
    it("a changed journal stops the start with the height of the record", async () => {
      const node = await nodes.start(folder());
      await sendAndWait(node.url, await transfer(0));
      const file = join(folder(), "chain.journal");
      const record = statSync(file).size;
      await sendAndWait(node.url, await transfer(1));
      await node.close();
      const bytes = readFileSync(file);
      bytes[record + 70] = (bytes[record + 70] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      const error = await rejection(nodes.start(folder()));
      expect(codeOf(error)).to.equal("NodeJournalCorrupt");
      expect((error as PortolanError).facts["height"]).to.equal(2);
    });
  });

  describe("A journal that this chain does not reproduce", () => {
    const folder = useFolder();
    const rewritten = async (change: { hash?: string; transactions?: string[] }): Promise<unknown> => {
      const target = join(folder(), String(Object.keys(change)));
      mkdirSync(target);
      const node = await nodes.start(target);
      const { blockHash } = await sendAndWait(node.url, await transfer(0));
      const { hash: genesis, timestamp } = await call(node.url, "eth_getBlockByNumber", "0x0", false);
      await node.close();
      const file = join(target, "chain.journal");
      truncateSync(file, 0);
      const journal = await Journal.open(file, { chainId: 31337, genesis }, () => undefined);
      const block = { height: 1, timestamp: Number(timestamp), hash: blockHash, transactions: [await transfer(0)] };
      await journal.append({ ...block, ...change });
      await journal.close();
      return rejection(nodes.start(target));
    };

    it("a replayed block with another hash stops the start", async () => {
      const recorded = `0x${"11".repeat(32)}`;
      const error = await rewritten({ hash: recorded });
      expect(codeOf(error)).to.equal("NodeReplayMismatch");
      expect((error as PortolanError).facts).to.include({ height: 1, recorded });
    });

    it("a refused transaction of the journal stops the start", async () => {
      const error = await rewritten({ transactions: ["0x02c0"] });
      expect(codeOf(error)).to.equal("NodeReplayRefused");
      expect((error as PortolanError).facts["height"]).to.equal(1);
    });
  });

  describe("A folder in use by another node", () => {
    const folder = useFolder();
    it("a second node on a folder is refused until the first has stopped", async () => {
      const first = await nodes.start(folder());
      expect(codeOf(await rejection(nodes.start(folder())))).to.equal("NodeFolderInUse");
      await first.close();
      await nodes.start(folder());
    });
  });

  describe("A folder with missing parents", () => {
    const folder = useFolder();
    it("missing parent folders are created", async () => {
      const target = join(folder(), "a", "b", "c");
      await nodes.start(target);
      expect(existsSync(join(target, "chain.journal"))).to.equal(true);
    });
  });

  describe("A folder that cannot be created", () => {
    const folder = useFolder();
    it("a folder that cannot be created is refused", async () => {
      const file = join(folder(), "file");
      writeFileSync(file, "");
      expect(codeOf(await rejection(nodes.start(join(file, "data"))))).to.equal("NodeFolderUnusable");
    });
  });

  describe("A port in use", () => {
    const folder = useFolder();
    it("a port in use is refused before the journal is opened", async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      try {
        const { port } = other.address() as AddressInfo;
        expect(codeOf(await rejection(nodes.start(folder(), port)))).to.equal("NodeCannotListen");
      } finally {
        other.close();
      }
      expect(existsSync(join(folder(), "chain.journal"))).to.equal(false);
      await nodes.start(folder());
    });
  });
});

import { expect } from "chai";
import { Wallet } from "ethers";
import { ask, call, type Json, receiptOf, sendAndWait, transfer, useFolder, useNodes } from "./node-fixture.ts";

describe("Mining on the local chain", () => {
  const nodes = useNodes();
  const height = async (url: string): Promise<number> => Number(await call(url, "eth_blockNumber"));
  /** Waits 200 milliseconds, enough for about twenty blocks. */
  const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

  describe("A chain without transactions", () => {
    const folder = useFolder();
    it("no empty block is mined", async () => {
      const { url } = await nodes.start(folder());
      await aWhile();
      expect(await height(url)).to.equal(0);
    });
  });

  describe("A transaction after a nonce gap", () => {
    const folder = useFolder();
    it("a transaction after a nonce gap is mined when the gap is filled, in the same block", async () => {
      const { url } = await nodes.start(folder());
      const early = await call(url, "eth_sendRawTransaction", await transfer(1));
      await aWhile();
      expect(await height(url)).to.equal(0);
      const { blockHash } = await sendAndWait(url, await transfer(0));
      expect((await receiptOf(url, early)).blockHash).to.equal(blockHash);
      await aWhile();
      expect(await height(url)).to.equal(1);
    });
  });

  describe("Transactions beyond the sender's balance", () => {
    const folder = useFolder();
    it("a transaction beyond the balance is refused, and the replaced one is kept", async () => {
      const { url } = await nodes.start(folder());
      const poor = Wallet.createRandom();
      await sendAndWait(url, await transfer(0, { to: poor.address, value: 100n }));
      const batch = [
        await transfer(2, { from: poor, value: 60n }),
        await transfer(1, { from: poor, value: 60n }),
        await transfer(2, { from: poor, value: 101n }),
        await transfer(1, { from: poor, value: 30n }),
        await transfer(2, { from: poor, value: 90n }),
      ];
      const answers = [];
      for (const raw of batch) answers.push(await ask(url, "eth_sendRawTransaction", raw));
      expect(answers.map(({ error }) => error?.code)).to.deep.equal([undefined, -32000, -32000, undefined, -32000]);
      await sendAndWait(url, await transfer(0, { from: poor, value: 10n }));
      for (const { result } of [answers[0], answers[3]] as Json[])
        expect((await receiptOf(url, result)).status).to.equal("0x1");
      expect(await call(url, "eth_getBalance", poor.address, "latest")).to.equal("0x0");
      await sendAndWait(url, await transfer(1));
    });
  });

  describe("Two transactions with one nonce", () => {
    const folder = useFolder();
    it("the later of two transactions with one nonce is mined", async () => {
      const { url } = await nodes.start(folder());
      const rivals = await Promise.all(
        Array.from({ length: 20 }, (_, n) => transfer(1, { gasLimit: 21_000n + BigInt(n) })),
      );
      const answers = await Promise.all(rivals.map((raw) => ask(url, "eth_sendRawTransaction", raw)));
      expect(answers.filter(({ error }) => error !== undefined)).to.deep.equal([]);
      const { blockHash } = await sendAndWait(url, await transfer(0));
      expect((await call(url, "eth_getBlockByHash", blockHash, false)).transactions).to.have.length(2);
      await sendAndWait(url, await transfer(2));
    });
  });

  describe("A block that is more than half full", () => {
    const folder = useFolder();
    it("gas stays free after a full block", async () => {
      const { url } = await nodes.start(folder());
      // A deployment whose first instruction is INVALID burns all its gas.
      await sendAndWait(url, await transfer(0, { to: null, data: "0xfe", value: 0n, gasLimit: 50_000_000n }));
      expect(Number((await call(url, "eth_getBlockByNumber", "latest", false)).gasUsed)).to.be.above(30_000_000);
      await sendAndWait(url, await transfer(1));
      expect((await call(url, "eth_getBlockByNumber", "latest", false)).baseFeePerGas).to.equal("0x0");
    });
  });

  describe("Blocks under load", () => {
    const folder = useFolder();
    it("no block is dated in the future or before the previous block, and none is empty", async () => {
      const { url } = await nodes.start(folder());
      const ahead: number[] = [];
      for (let round = 0; round < 20; round++) {
        const raws = await Promise.all(Array.from({ length: 20 }, (_, n) => transfer(round * 20 + n)));
        const hashes = await Promise.all(raws.map((raw) => call(url, "eth_sendRawTransaction", raw)));
        await Promise.all(hashes.map((hash) => receiptOf(url, hash)));
        const { timestamp } = await call(url, "eth_getBlockByNumber", "latest", false);
        ahead.push(Number(timestamp) - Date.now() / 1000);
      }
      expect(Math.max(...ahead)).to.be.at.most(0);
      let before = 0;
      for (let number = 1; number <= (await height(url)); number++) {
        const block = await call(url, "eth_getBlockByNumber", `0x${number.toString(16)}`, false);
        expect(Number(block.timestamp)).to.be.at.least(before);
        expect(block.transactions).to.not.deep.equal([]);
        before = Number(block.timestamp);
      }
    });
  });
});

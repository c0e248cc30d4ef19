import { expect } from "chai";
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import type { JournalBlock } from "../../src/node/journal-block.ts";
import { Journal } from "../../src/node/journal.ts";
import { rejection, useFolder } from "./node-fixture.ts";

const IDENTITY = { chainId: 31337, genesis: `0x${"ab".repeat(32)}` };
const BLOCKS: JournalBlock[] = [1, 2, 3].map((height) => ({
  height,
  timestamp: 1_790_000_000 + height,
  hash: `0x${height.toString(16).padStart(64, "0")}`,
  transactions: Array.from({ length: height - 1 }, (_, index) => `0x02${"c0ffee".repeat(index + 1)}`),
}));

describe("Journal", () => {
  const folder = useFolder();
  /** A journal of the three blocks, and the offset at which each of its records begins: header, block 1, 2, 3, end. */
  let whole: string;
  const offsets = [0];
  const offset = (record: number): number => offsets[record] ?? NaN;
  const [, , lastBlock] = BLOCKS as [JournalBlock, JournalBlock, JournalBlock];

  const read = async (file: string, warn: (text: string) => void = () => undefined): Promise<JournalBlock[]> => {
    const journal = await Journal.open(file, IDENTITY, warn);
    const blocks: JournalBlock[] = [];
    for await (const block of journal.blocks()) blocks.push(block);
    await journal.close();
    return blocks;
  };

  before(async () => {
    whole = join(folder(), "whole");
    const journal = await Journal.open(whole, IDENTITY, () => undefined);
    offsets.push(statSync(whole).size);
    for (const block of BLOCKS) {
      await journal.append(block);
      offsets.push(statSync(whole).size);
    }
    await journal.close();
  });

  it("a journal returns the appended blocks in order", async () => {
    expect(await read(whole)).to.deep.equal(BLOCKS);
    const journal = await Journal.open(whole, IDENTITY, () => undefined);
    await journal.close();
    expect([journal.blockCount, journal.transactionCount]).to.deep.equal([3, 3]);
  });

  it("a journal is not readable by other users", () => {
    expect(statSync(whole).mode & 0o077).to.equal(0);
  });

  describe("An incomplete record", () => {
    it("an incomplete last record of any length is dropped with one warning", async () => {
      const file = join(folder(), "torn");
      for (let length = offset(3) + 1; length < offset(4); length++) {
        copyFileSync(whole, file);
        truncateSync(file, length);
        const warnings: string[] = [];
        expect(await read(file, (text) => warnings.push(text))).to.deep.equal(BLOCKS.slice(0, 2));
        expect(warnings).to.have.length(1);
        expect(statSync(file).size).to.equal(offset(3));
      }
      const journal = await Journal.open(file, IDENTITY, () => undefined);
      await journal.append(lastBlock);
      await journal.close();
      expect(readFileSync(file).equals(readFileSync(whole))).to.equal(true);
    });

    it("a missing last record causes no warning", async () => {
      const file = join(folder(), "short");
      copyFileSync(whole, file);
      truncateSync(file, offset(3));
      const warnings: string[] = [];
      expect(await read(file, (text) => warnings.push(text))).to.deep.equal(BLOCKS.slice(0, 2));
      expect(warnings).to.deep.equal([]);
    });

    it("a journal with an incomplete header is created again", async () => {
      const file = join(folder(), "headless");
      for (let length = 0; length < offset(1); length++) {
        writeFileSync(file, readFileSync(whole).subarray(0, length));
        expect(await read(file)).to.deep.equal([]);
        expect(readFileSync(file).equals(readFileSync(whole).subarray(0, offset(1)))).to.equal(true);
      }
    });
  });

  describe("A changed journal", () => {
    it("a journal with any changed byte is refused and left unchanged", async () => {
      const file = join(folder(), "changed");
      const bytes = readFileSync(whole);
      for (const [position, byte] of bytes.entries()) {
        const changed = Buffer.from(bytes);
        changed[position] = byte ^ (1 << (position % 8));
        writeFileSync(file, changed);
        const error = await rejection(read(file));
        const height = offsets.findLastIndex((start) => start <= position);
        expect(PortolanError.is(error, "NodeJournalCorrupt"), `byte ${String(position)}`).to.equal(true);
        expect((error as PortolanError).facts["height"]).to.equal(height);
        expect(readFileSync(file).equals(changed)).to.equal(true);
      }
    });

    it("a journal with a removed or swapped record is refused", async () => {
      const file = join(folder(), "spliced");
      const bytes = readFileSync(whole);
      const [header, one, two, three] = [0, 1, 2, 3].map((n) => bytes.subarray(offset(n), offset(n + 1)));
      for (const records of [
        [header, two, three],
        [header, one, three],
        [header, two, one, three],
        [header, one, one],
      ]) {
        writeFileSync(file, Buffer.concat(records as Buffer[]));
        expect(PortolanError.is(await rejection(read(file)), "NodeJournalCorrupt")).to.equal(true);
      }
    });
  });

  describe("Another chain's journal", () => {
    it("the journal of another chain is refused with the difference", async () => {
      const other = { ...IDENTITY, genesis: `0x${"cd".repeat(32)}` };
      const error = await rejection(Journal.open(whole, other, () => undefined));
      expect(PortolanError.is(error, "NodeJournalOtherChain")).to.equal(true);
      expect((error as PortolanError).facts).to.include({ property: "genesis", recorded: IDENTITY.genesis });
    });
  });

  describe("A failed write", () => {
    it("a journal refuses blocks after a failed write", async () => {
      const journal = await Journal.open(join(folder(), "closed"), IDENTITY, () => undefined);
      await journal.close();
      for (const block of BLOCKS) {
        const error = await rejection(journal.append(block));
        expect(PortolanError.is(error, "NodeJournalWriteFailed")).to.equal(true);
        expect((error as PortolanError).facts["height"]).to.equal(block.height);
      }
    });
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { type HoldingsDigest, MAX_ITEMS } from "../../src/api/exchange.ts";
import { type AskHoldings, findDifferences } from "../../src/exchange/find-differences.ts";
import { type BlockRange, digestHoldings, type Holding } from "../../src/exchange/holdings.ts";
import { randomBytes32 } from "./test-exchange.ts";

/** What a member holds, by block. */
type Holdings = ReadonlyMap<number, readonly Holding[]>;

/** One payload in each of these blocks; its entry is named by the block. */
function holdingsOf(blocks: Iterable<number>, state: Holding["state"] = "all"): Holdings {
  return new Map([...blocks].map((block) => [block, [{ entry: `0x${block.toString(16).padStart(64, "0")}`, state }]]));
}

/** Answers as a member with these holdings does, and counts the requests and ranges. */
function member(holdings: Holdings): { ask: AskHoldings; asked: { requests: number; ranges: number } } {
  const asked = { requests: 0, ranges: 0 };
  const ask = async (ranges: readonly BlockRange[]): Promise<HoldingsDigest[]> => {
    expect(ranges.length).to.be.within(1, MAX_ITEMS);
    asked.requests += 1;
    asked.ranges += ranges.length;
    return ranges.map((range) => {
      const inRange = [...holdings].filter(([block]) => block >= range.from && block <= range.to);
      return digestHoldings(
        range,
        inRange.flatMap(([, held]) => held),
      );
    });
  };
  return { ask, asked };
}

const blocksUpTo = (end: number) => Array.from({ length: end + 1 }, (_, block) => block);

describe("The digest of holdings", () => {
  const held = Array.from({ length: 5 }, (): Holding => ({ entry: randomBytes32(), state: "all" }));

  it("the digest of holdings does not depend on their order, and has their number", () => {
    const digest = digestHoldings({ from: 1, to: 2 }, held);
    expect(digestHoldings({ from: 1, to: 2 }, held.toReversed())).to.deep.equal(digest);
    expect(digest).to.deep.include({ from: 1, to: 2, count: 5 });
  });

  it("the digest of holdings tells each view of a payload from the others, and from its erasure", () => {
    const [first, ...others] = held as [Holding, ...Holding[]];
    const digests = (["all", "handoff", "unit", "erased"] as const).map(
      (state) => digestHoldings({ from: 1, to: 2 }, [{ ...first, state }, ...others]).digest,
    );
    expect(new Set(digests).size).to.equal(4);
  });

  it("the digest of holdings is SHA-256 over hash and state of each entry", () => {
    const entry = `0x${"11".repeat(32)}` as const;
    expect(digestHoldings({ from: 0, to: 0 }, [{ entry, state: "all" }]).digest).to.equal(
      "0x929e7566dc1cb987c19addac9f45ea59089e92821c75ca8f509d54b6e97b4519",
    );
  });
});

describe("The search for differing holdings", () => {
  it("members that hold the same find no difference, with one question", async () => {
    const [own, theirs] = [member(holdingsOf([3, 5])), member(holdingsOf([3, 5]))];
    expect(await findDifferences({ from: 0, to: 1_000 }, own.ask, theirs.ask)).to.deep.equal([]);
    expect(theirs.asked).to.deep.equal({ requests: 1, ranges: 1 });
  });

  it("one missing payload among 4,096 blocks is found with 3 requests", async () => {
    const blocks = blocksUpTo(4_095);
    const own = member(holdingsOf(blocks.filter((block) => block !== 1_234)));
    const theirs = member(holdingsOf(blocks));
    const found = await findDifferences({ from: 0, to: 4_095 }, own.ask, theirs.ask);
    expect(found).to.deep.equal([{ from: 1_234, to: 1_234 }]);
    expect(theirs.asked).to.deep.equal({ requests: 3, ranges: 142 });
  });

  it("a payload that one member has erased is a difference", async () => {
    const own = new Map([...holdingsOf([1, 2]), ...holdingsOf([3], "erased")]);
    const found = await findDifferences({ from: 0, to: 7 }, member(own).ask, member(holdingsOf([1, 2, 3])).ask);
    expect(found).to.deep.equal([{ from: 3, to: 3 }]);
  });

  it("a member without data finds the whole range with one question", async () => {
    const theirs = member(holdingsOf(blocksUpTo(100_000)));
    const found = await findDifferences({ from: 0, to: 100_000 }, member(new Map()).ask, theirs.ask);
    expect(found).to.deep.equal([{ from: 0, to: 100_000 }]);
    expect(theirs.asked.requests).to.equal(1);
  });

  it("a member that answers falsely about each range costs few requests", async () => {
    let requests = 0;
    const liar: AskHoldings = async (ranges) => {
      requests += 1;
      return ranges.map((range) => ({ ...range, count: 1, digest: randomBytes32() }));
    };
    const own = member(holdingsOf(blocksUpTo(10_000)));
    const found = await findDifferences({ from: 0, to: 2 ** 47 }, own.ask, liar);
    expect(requests).to.be.at.most(8);
    // No block is lost: the ranges that were not divided are found.
    let end = -1;
    for (const { from, to } of found) {
      expect(from).to.equal(end + 1);
      end = to;
    }
    expect(end).to.equal(2 ** 47);
  });

  it("a member that answers fewer ranges than it was asked stops the search", async () => {
    const silent: AskHoldings = async () => [];
    const search = findDifferences({ from: 0, to: 7 }, member(new Map()).ask, silent);
    expect(await search.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
  });

  it("each differing block is within a found range, and each found range has one", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(300), { maxLength: 200 }),
        fc.uniqueArray(fc.nat(300), { maxLength: 200 }),
        async (ours, others) => {
          const [mine, their] = [new Set(ours), new Set(others)];
          const differing = blocksUpTo(300).filter((block) => mine.has(block) !== their.has(block));
          const found = await findDifferences(
            { from: 0, to: 300 },
            member(holdingsOf(mine)).ask,
            member(holdingsOf(their)).ask,
          );
          const isIn = (block: number) => (range: BlockRange) => range.from <= block && block <= range.to;
          for (const block of differing) expect(found.filter(isIn(block)).length).to.equal(1);
          for (const range of found) expect(differing.some((block) => isIn(block)(range))).to.equal(true);
        },
      ),
    );
  });
});

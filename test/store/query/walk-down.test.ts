import { expect } from "chai";
import fc from "fast-check";
import { walkDown, type Walk } from "../../../src/store/query/walk-down.ts";

/** A list of the keys below `length`. The caller sees those in `own`; `lookedAt` counts the examined rows. */
function listOf(length: number, own: ReadonlySet<number>): Walk<number> & { lookedAt: number } {
  return {
    lookedAt: 0,
    async end(before = length, size) {
      const key = Math.min(before, length) - size;
      return key < 0 ? { key: 0, isLast: true } : { key, isLast: false };
    },
    async find(before = length, end = 0, limit) {
      const keys = Array.from({ length: Math.min(before, length) - end }, (_, index) => end + index);
      this.lookedAt += keys.length;
      return keys
        .filter((key) => own.has(key))
        .toReversed()
        .slice(0, limit);
    },
    keyOf: (key) => key,
  };
}

/** All pages of a list, one after the other. */
async function pagesOf(walk: Walk<number>, limit: number, deadline?: number): Promise<(readonly number[])[]> {
  const pages: (readonly number[])[] = [];
  for (let from: number | undefined; ;) {
    const { rows, next } = await walkDown(walk, from, limit, deadline);
    pages.push(rows);
    if (next === undefined) return pages;
    from = next;
  }
}

describe("Walking down a long list", () => {
  it("walkDown returns each visible row once, in order, on pages of the requested size, at any speed of the statements", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30_000 }),
        fc.array(fc.nat({ max: 29_999 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(0, undefined),
        async (length, keys, limit, deadline) => {
          const own = new Set(keys.filter((key) => key < length));
          const pages = await pagesOf(listOf(length, own), limit, deadline);
          expect(pages.flat()).to.deep.equal([...own].sort((a, b) => b - a));
          expect(pages.every((page) => page.length <= limit)).to.equal(true);
          if (deadline === undefined) expect(pages.slice(0, -1).every((page) => page.length === limit)).to.equal(true);
        },
      ),
      { numRuns: 50 },
    ));

  it("walkDown examines only the requested rows when the caller sees all of them", async () => {
    const all = listOf(1_000_000, new Set(Array.from({ length: 1_000 }, (_, index) => 999_999 - index)));
    expect((await walkDown(all, undefined, 50)).rows).to.have.length(50);
    expect(all.lookedAt).to.be.at.most(1_000);
  });

  it("walkDown stops at its deadline, and returns the place that it reached", async () => {
    const nothing = listOf(1_000_000, new Set());
    const { rows, next } = await walkDown(nothing, undefined, 50, 0);
    expect(rows).to.deep.equal([]);
    expect(next).to.equal(1_000_000 - nothing.lookedAt);
  });

  it("walkDown yields the thread between windows", async () => {
    let hadTurn = false;
    setImmediate(() => (hadTurn = true));
    await walkDown(listOf(50_000, new Set([0])), undefined, 50);
    expect(hadTurn).to.equal(true);
  });
});

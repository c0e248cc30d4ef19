import { type HoldingsDigest, MAX_ITEMS } from "../api/exchange.ts";
import { itemAt } from "../domain/item-at.ts";
import type { BlockRange } from "./holdings.ts";

/** The digests of one member's holdings over at most 100 ranges, in their order. */
export type AskHoldings = (ranges: readonly BlockRange[]) => Promise<readonly HoldingsDigest[]>;

/**
 * Finds the blocks in which the holdings of two members differ, by halving. A range is halved until it is one block,
 * or one member holds nothing in it. Each step asks both for at most 100 ranges: when more of them differ, they are not
 * halved further. So a false answer costs few requests, and a member without data is not asked block by block.
 *
 * @returns The differing ranges, by ascending height.
 */
export async function findDifferences(range: BlockRange, own: AskHoldings, theirs: AskHoldings): Promise<BlockRange[]> {
  const found: BlockRange[] = [];
  let open = [range];
  while (open.length > 0) {
    const [ours, others] = await Promise.all([own(open), theirs(open)]);
    const divisible: BlockRange[] = [];
    open.forEach((each, index) => {
      const [mine, other] = [itemAt(ours, index), itemAt(others, index)];
      if (mine.count === other.count && mine.digest === other.digest) return;
      const isFound = each.from === each.to || mine.count === 0 || other.count === 0;
      (isFound ? found : divisible).push(each);
    });
    const isTooWide = divisible.length * 2 > MAX_ITEMS;
    if (isTooWide) found.push(...divisible);
    open = isTooWide ? [] : divisible.flatMap(halvesOf);
  }
  return found.toSorted((a, b) => a.from - b.from);
}

function halvesOf({ from, to }: BlockRange): BlockRange[] {
  const middle = Math.floor((from + to) / 2);
  return [
    { from, to: middle },
    { from: middle + 1, to },
  ];
}

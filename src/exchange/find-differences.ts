import { type HoldingsDigest, MAX_ITEMS } from "../api/exchange.ts";
import { itemAt } from "../domain/item-at.ts";
import { divideRange } from "./divide-range.ts";
import type { BlockRange } from "./holdings.ts";

/** The digests of one member's holdings over at most 100 ranges, in their order. */
export type AskHoldings = (ranges: readonly BlockRange[]) => Promise<readonly HoldingsDigest[]>;

/**
 * Finds the blocks in which the holdings of two members differ. A range is divided until it is one block, or one member
 * holds nothing in it. Each step asks both for as many ranges as a request has, so that there are few steps: each one
 * costs both members a look at all that they hold in the ranges. When too many ranges differ, they are not divided
 * further. So a false answer costs few requests, and a member without data is not asked block by block.
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
    const parts = Math.floor(MAX_ITEMS / divisible.length);
    if (parts < 2) found.push(...divisible);
    open = parts < 2 ? [] : divisible.flatMap((each) => divideRange(each, parts));
  }
  return found.toSorted((a, b) => a.from - b.from);
}

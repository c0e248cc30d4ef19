import type { BlockHeader } from "../../ledger/block-header.ts";

/**
 * Gas of the blocks whose logs are requested at once. At 25,000 an entry these are some 2,500 entries, a few megabytes.
 * An entry that has a transaction to itself takes twice as much.
 */
const RANGE_GAS = 64_000_000;

/**
 * Cuts consecutive blocks into ranges whose logs make an answer of middling size, judged by the gas that they used. A
 * block that used more is a range of its own.
 */
export function cutRanges(headers: readonly BlockHeader[]): BlockHeader[][] {
  const ranges: BlockHeader[][] = [];
  let gas = Infinity;
  for (const header of headers) {
    gas += header.gasUsed;
    if (gas > RANGE_GAS) {
      ranges.push([]);
      gas = header.gasUsed;
    }
    ranges.at(-1)?.push(header);
  }
  return ranges;
}

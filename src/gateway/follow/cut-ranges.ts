import type { BlockHeader } from "../../ledger/block-header.ts";

/**
 * Gas of the blocks in one range. At 25,000 for each entry these are some 2,500 entries, a few megabytes. A single
 * entry in a transaction takes twice the gas.
 */
const RANGE_GAS = 64_000_000;

/**
 * Cuts consecutive blocks into ranges of at most {@link RANGE_GAS} gas, so that each answer with logs has a moderate
 * size. A block that used more gas is a separate range.
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

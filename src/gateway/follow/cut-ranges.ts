import type { BlockHeader } from "../../ledger/block-header.ts";

/**
 * Gas whose logs are asked for at once: of 25,000 an entry, some 2,500 entries, a few megabytes. An entry alone in its
 * transaction takes twice as much.
 */
const RANGE_GAS = 64_000_000;

/**
 * Cuts consecutive blocks into ranges whose logs make an answer of middling size, as far as the gas that they used tells;
 * a block that used more is a range of its own.
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

import type { BlockRange } from "./holdings.ts";

/** Divides a range of blocks into at most so many parts of nearly the same size. */
export function divideRange({ from, to }: BlockRange, parts: number): BlockRange[] {
  const size = Math.ceil((to - from + 1) / parts);
  const ranges: BlockRange[] = [];
  for (let start = from; start <= to; start += size) ranges.push({ from: start, to: Math.min(to, start + size - 1) });
  return ranges;
}

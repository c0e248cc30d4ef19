import type { EntryHash } from "../../domain/entry.ts";
import type { BlockRange } from "../../exchange/holdings.ts";
import type { InspectedBlock } from "../replay/inspected-block.ts";

/** Entries of one range that are kept by hash. */
const MOST_KEPT = 1_000;

interface KeptRange extends BlockRange {
  readonly entries: EntryHash[];
}

/** Counts the chain's entries by block, and keeps those of some ranges, while an audit reads the blocks. */
export class EntriesOfRanges {
  readonly #ranges: readonly KeptRange[];
  readonly #heights: ReadonlySet<number>;
  readonly #times = new Map<number, number>();
  /** Blocks with entries, ascending, and the number of entries up to each. */
  readonly #blocks: number[] = [];
  readonly #upTo: number[] = [];
  #first: number | undefined;
  #last = -1;

  /**
   * @param ranges whose entries are kept.
   * @param heights of blocks whose time is kept.
   */
  constructor(ranges: readonly BlockRange[], heights: Iterable<number>) {
    this.#ranges = ranges.map(({ from, to }) => ({ from, to, entries: [] }));
    this.#heights = new Set(heights);
  }

  take({ number, timestamp, events }: InspectedBlock): void {
    this.#first ??= number;
    this.#last = number;
    if (this.#heights.has(number)) this.#times.set(number, timestamp);
    const hashes = events.flatMap((event) => (event.event === "EntryRecorded" ? [event.hash] : []));
    if (hashes.length === 0) return;
    this.#blocks.push(number);
    this.#upTo.push((this.#upTo.at(-1) ?? 0) + hashes.length);
    for (const { from, to, entries } of this.#ranges)
      if (from <= number && number <= to) entries.push(...hashes.slice(0, MOST_KEPT + 1 - entries.length));
  }

  /** Unix seconds of a block's time; `undefined` for one that was not read. */
  timeOf(height: number): number | undefined {
    return this.#times.get(height);
  }

  /** Whether all blocks of a range were read that can have entries. @param firstBlock of the ledger. */
  hasRead({ to }: BlockRange, firstBlock: number): boolean {
    return this.#first !== undefined && this.#first <= firstBlock && to <= this.#last;
  }

  count({ from, to }: BlockRange): number {
    return this.#countBelow(to + 1) - this.#countBelow(from);
  }

  /** The entries of a kept range; `undefined` when there are too many. */
  entriesIn({ from, to }: BlockRange): readonly EntryHash[] | undefined {
    const kept = this.#ranges.find((range) => range.from === from && range.to === to);
    return kept === undefined || kept.entries.length > MOST_KEPT ? undefined : kept.entries;
  }

  #countBelow(height: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle] ?? 0) < height) low = middle + 1;
      else high = middle;
    }
    return this.#upTo[low - 1] ?? 0;
  }
}

import type { BlockInspector } from "./block-inspector.ts";
import type { InspectedBlock } from "./inspected-block.ts";

/** Largest number of blocks in one range: the size of a JSON-RPC batch. */
const MAX_BLOCKS = 500;

const FIRST_BLOCKS = 16;

/** Number of events in a range below which the next range is wider, and above which it is narrower. */
const FEW_EVENTS = 1_000;
const MANY_EVENTS = 4_000;

/**
 * Yields blocks in order while it inspects later ranges ahead. The number of ranges ahead, each of a few thousand
 * events, limits the memory.
 */
export class BlockSource {
  readonly #inspect: BlockInspector;
  readonly #atOnce: number;
  #span = FIRST_BLOCKS;

  /** @param atOnce number of concurrent ranges. */
  constructor(inspect: BlockInspector, atOnce: number) {
    this.#inspect = inspect;
    this.#atOnce = atOnce;
  }

  /** Yields the blocks of these heights, both included, one range at a time. */
  async *read(fromBlock: number, toBlock: number): AsyncGenerator<InspectedBlock[]> {
    const ahead: Promise<InspectedBlock[]>[] = [];
    for (let next = fromBlock; next <= toBlock || ahead.length > 0;) {
      while (next <= toBlock && ahead.length < this.#atOnce) {
        const last = Math.min(toBlock, next + this.#span - 1);
        const range = this.#inspect(next, last);
        // Prevents an unhandled rejection: the loop awaits the range, and sees its failure, only in its turn.
        range.catch(() => undefined);
        ahead.push(range);
        next = last + 1;
      }
      const blocks = (await ahead.shift()) ?? [];
      this.#adapt(blocks.reduce((sum, { events }) => sum + events.length, 0));
      yield blocks;
    }
  }

  #adapt(events: number): void {
    if (events < FEW_EVENTS) this.#span = Math.min(MAX_BLOCKS, this.#span * 2);
    else if (events > MANY_EVENTS) this.#span = Math.max(1, this.#span >> 1);
  }
}

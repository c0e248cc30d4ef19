import type { BlockInspector } from "./block-inspector.ts";
import type { InspectedBlock } from "./inspected-block.ts";

/** Blocks of one range at most: as many as a batch of JSON-RPC holds. */
const MOST_BLOCKS = 500;

const FIRST_BLOCKS = 16;

/** Events for each range: fewer widen the next range, more narrow it. */
const FEW_EVENTS = 1_000;
const MANY_EVENTS = 4_000;

/**
 * Gives blocks in their order while later ranges are inspected already. What is in memory is bounded: by the ranges under
 * way, each of a few thousand events.
 */
export class BlockSource {
  readonly #inspect: BlockInspector;
  readonly #atOnce: number;
  #span = FIRST_BLOCKS;

  /** @param atOnce ranges under way at a time. */
  constructor(inspect: BlockInspector, atOnce: number) {
    this.#inspect = inspect;
    this.#atOnce = atOnce;
  }

  /** The blocks of these heights, both ends included, a range at a time. */
  async *read(fromBlock: number, toBlock: number): AsyncGenerator<InspectedBlock[]> {
    const ahead: Promise<InspectedBlock[]>[] = [];
    for (let next = fromBlock; next <= toBlock || ahead.length > 0;) {
      while (next <= toBlock && ahead.length < this.#atOnce) {
        const last = Math.min(toBlock, next + this.#span - 1);
        const range = this.#inspect(next, last);
        // It is awaited, and its failure seen, only when its turn comes.
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
    if (events < FEW_EVENTS) this.#span = Math.min(MOST_BLOCKS, this.#span * 2);
    else if (events > MANY_EVENTS) this.#span = Math.max(1, this.#span >> 1);
  }
}

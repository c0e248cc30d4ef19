import { PortolanError } from "../domain/errors/portolan-error.ts";

/** How the items of a {@link SharedCommits} are committed. */
export interface SharedCommit<Item, Outcome> {
  /** Commits items in one transaction. @returns their outcomes, in the same order. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** What an item counts for `limit`. */
  readonly sizeOf: (item: Item) => number;
  /** The size that one commit does not exceed, unless a single item does. */
  readonly limit: number;
  /** Called with the error of a commit that failed. */
  readonly onTrouble: (error: unknown) => void;
}

interface Waiting<Item, Outcome> extends PromiseWithResolvers<Outcome> {
  readonly item: Item;
}

/** Seconds after which a client may retry if the database is unavailable. */
const RETRY_AFTER = 2;

/**
 * Commits all items that arrive during one commit together in the next. A durable write costs milliseconds for any number
 * of items, so that callers share the cost, and no item waits for a timer.
 */
export class SharedCommits<Item, Outcome> {
  readonly #parts: SharedCommit<Item, Outcome>;
  readonly #waiting: Waiting<Item, Outcome>[] = [];
  #committing = false;

  constructor(parts: SharedCommit<Item, Outcome>) {
    this.#parts = parts;
  }

  /** @throws StoreUnavailable; then the item is not committed. */
  add(item: Item): Promise<Outcome> {
    const waiting = { item, ...Promise.withResolvers<Outcome>() };
    this.#waiting.push(waiting);
    if (!this.#committing) {
      this.#committing = true;
      // Items that arrive in this turn of the event loop share the commit.
      setImmediate(() => void this.#commitAll());
    }
    return waiting.promise;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#takeShare());
    this.#committing = false;
  }

  #takeShare(): Waiting<Item, Outcome>[] {
    const { sizeOf, limit } = this.#parts;
    let size = 0;
    const end = this.#waiting.findIndex(({ item }, index) => {
      size += sizeOf(item);
      return index > 0 && size > limit;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #commit(share: readonly Waiting<Item, Outcome>[]): Promise<void> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await this.#parts.commit(share.map(({ item }) => item));
    } catch (cause) {
      this.#parts.onTrouble(cause);
      const error = new PortolanError("StoreUnavailable", { retryAfter: RETRY_AFTER }, { cause });
      for (const { reject } of share) reject(error);
      return;
    }
    for (const [index, { resolve }] of share.entries()) resolve(outcomes[index] as Outcome);
  }
}

import { lastEntryPosition } from "../../store/chain/entries.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "../read/reading.ts";
import { readFeed, type FeedPage } from "./read-feed.ts";

/** What tells that this process stored entries: src/gateway/follow/follower.ts. */
export interface AppliedSource {
  /** @returns what ends it. */
  onApplied(listener: (applied: { readonly toPosition: number }) => void): () => void;
}

/**
 * Gives callers the entries that they may read, and the outcomes of their own submissions, in chain order and as they
 * come. It wakes when this process stores blocks, and reads every `pollMs` besides, because another process may store
 * them in the same database.
 */
export class Feed {
  readonly #reading: Reading;
  readonly #pollMs: number;
  readonly #waiting = new Set<() => void>();
  /** Pages that are being read: many who wait for the same are told at once, and one query does for all. */
  readonly #pages = new Map<string, Promise<FeedPage>>();
  readonly #stopListening: () => void;
  #applied = 0;
  #isClosed = false;

  /** @param pollMs how long it waits before it looks by itself. */
  constructor(reading: Reading, wakeups: AppliedSource, pollMs = 2_000) {
    this.#reading = reading;
    this.#pollMs = pollMs;
    this.#stopListening = wakeups.onApplied(({ toPosition }) => {
      this.#applied = Math.max(this.#applied, toPosition);
      this.#wake();
    });
  }

  /** Where the feed ends now: nothing that is stored, or known to be looked through, is after it. */
  async end(): Promise<number> {
    // Blocks without entries end behind the last entry, and must not count as news for ever.
    const applied = this.#applied;
    return Math.max(applied, await lastEntryPosition(this.#reading.db));
  }

  /** Resolves when there may be something after `position`: when it is known, else after the poll interval. */
  async changed(position: number, signal: AbortSignal): Promise<void> {
    // What was stored while the caller looked would otherwise be noticed at the next poll only.
    if (this.#applied > position || this.#isClosed || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, this.#pollMs);
      signal.addEventListener("abort", done);
      this.#waiting.add(done);
    });
  }

  /**
   * Pages after `position` as they come, until `signal` aborts or the feed is closed. A page may be empty: it tells how
   * far the feed was looked through.
   *
   * @param position of the last entry that was seen; the present end when it is undefined.
   */
  async *follow(caller: Caller, position: number | undefined, signal: AbortSignal): AsyncGenerator<FeedPage, void> {
    let seen = position ?? (await this.end());
    while (!signal.aborted && !this.#isClosed) {
      const applied = this.#applied;
      const page = await this.#read(caller, seen);
      if (page.position > seen) {
        seen = page.position;
        yield page;
      } else {
        // A reorganisation may have moved the end before what was seen; what came while it was read is news still.
        if (this.#applied === applied) this.#applied = Math.min(applied, seen);
        await this.changed(seen, signal);
      }
    }
  }

  /** Ends every `follow`. */
  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    this.#wake();
  }

  #read(caller: Caller, position: number): Promise<FeedPage> {
    // With the end in the key, nobody is given a page that was begun before the news that woke it.
    const key = JSON.stringify([visibilityOf(caller), caller.scopes.has("record"), position, this.#applied]);
    let page = this.#pages.get(key);
    if (page === undefined) {
      page = readFeed(this.#reading, caller, position).finally(() => this.#pages.delete(key));
      this.#pages.set(key, page);
    }
    return page;
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}

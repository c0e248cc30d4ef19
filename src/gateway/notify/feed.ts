import type { EntryView } from "../../api/entry.ts";
import type { Submission } from "../../api/submission.ts";
import { lastEntryPosition, readEntriesAfter } from "../../store/chain/entries.ts";
import { readSettledWithin } from "../../store/outbox/submissions.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { viewEntry } from "../read/entries.ts";
import type { ReadContext } from "../read/read-context.ts";

/** Entries and refusals considered for one page. */
const PAGE = 500;

/** A part of the feed: the entries and outcomes between two positions in the chain. */
export interface FeedPage {
  /** The entries that the caller may read, in chain order. */
  readonly entries: readonly EntryView[];
  /** The caller's own submissions that these blocks settled, in order of acceptance; empty without the scope `record`. */
  readonly submissions: readonly Submission[];
  /** Where to go on. It stays the same at the end of the chain. */
  readonly position: number;
}

/** Reads the page after `position`. */
export async function readFeed(reading: ReadContext, caller: Caller, position: number): Promise<FeedPage> {
  const { db } = reading;
  const page = await readEntriesAfter(db, visibilityOf(caller), position, PAGE);
  const hasNews = page.position > position && caller.scopes.has("record");
  const submissions = hasNews ? await readSettledWithin(db, caller.participant, position, page.position) : [];
  return { entries: page.entries.map((record) => viewEntry(reading, record)), submissions, position: page.position };
}

/** What calls a listener after each commit of followed blocks: `Follower`. */
export interface AppliedSource {
  /** @returns the function that ends it. */
  onApplied(listener: (applied: { readonly toPosition: number }) => void): () => void;
}

/**
 * Gives callers the entries that they may read, and the outcomes of their own submissions, in chain order and as they
 * come. It wakes when this process stores blocks, and reads every `pollMs` besides, because another process may store
 * them in the same database.
 */
export class Feed {
  readonly #reading: ReadContext;
  readonly #pollMs: number;
  readonly #waiting = new Set<() => void>();
  /** Pages that are being read. One query serves all readers that wait for the same page. */
  readonly #pages = new Map<string, Promise<FeedPage>>();
  readonly #stopListening: () => void;
  #applied = 0;
  #isClosed = false;

  /** @param pollMs How often it reads without being woken, in milliseconds. */
  constructor(reading: ReadContext, wakeups: AppliedSource, pollMs = 2_000) {
    this.#reading = reading;
    this.#pollMs = pollMs;
    this.#stopListening = wakeups.onApplied(({ toPosition }) => {
      this.#applied = Math.max(this.#applied, toPosition);
      this.#wake();
    });
  }

  /** The position at which the feed ends now. */
  async end(): Promise<number> {
    // Blocks without entries end behind the last entry, and must not count as news for ever.
    const applied = this.#applied;
    return Math.max(applied, await lastEntryPosition(this.#reading.db));
  }

  /** Resolves when there may be something after `position`: when the follower says so, or after the poll interval. */
  async changed(position: number, signal: AbortSignal): Promise<void> {
    // Otherwise only the next poll would notice what was stored while the caller read.
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
   * Yields the pages after `position` as they come, until `signal` aborts or the feed is closed. A page may be empty: it
   * says how far the feed was read.
   *
   * @param position of the last entry that the caller has; the present end when it is undefined.
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
        // A reorganisation may have moved the end before `seen`. Blocks that came during the read are still news.
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
    // With the end in the key, a reader never gets a page that was begun before the news that woke it.
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

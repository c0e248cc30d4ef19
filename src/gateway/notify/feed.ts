import type { ActSubmission, ActView } from "../../api/act.ts";
import type { EntryView } from "../../api/entry.ts";
import type { Submission } from "../../api/submission.ts";
import { lastPosition, readEntriesAfter, readEntriesArrivedAfter } from "../../store/chain/entries.ts";
import { readActsSettledWithin } from "../../store/cooperation/act-submissions.ts";
import { readActsArrived, readActsWithin } from "../../store/cooperation/acts-after.ts";
import { lastNews } from "../../store/exchange/news.ts";
import { readSettledWithin } from "../../store/outbox/submissions.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { viewAct } from "../cooperation/view-act.ts";
import { viewEntry } from "../read/entries.ts";
import type { ReadContext } from "../read/read-context.ts";

/** Number of entries and refusals that the feed reads for one page. */
const PAGE = 500;

/** A page of the feed: the entries and outcomes between two positions of the chain. */
export interface FeedPage {
  /** The entries that the caller may read, in chain order. */
  readonly entries: readonly EntryView[];
  /**
   * The caller's submissions that these blocks settled, in the order of acceptance; empty without the scope `record`.
   */
  readonly submissions: readonly Submission[];
  /** Position after which the next page begins. It does not change at the end of the chain. */
  readonly position: number;
  /** The earlier entries whose payload, or more of it, arrived since from another gateway, in chain order. */
  readonly completed: readonly EntryView[];
  /** The acts that concern the caller, in chain order; and the earlier ones whose record, or more of it, arrived since. */
  readonly acts: readonly ActView[];
  readonly completedActs: readonly ActView[];
  /** The caller's acts that these blocks settled, in the order of acceptance; empty without the scope `record`. */
  readonly actSubmissions: readonly ActSubmission[];
  /** Numbers of the arrivals after which this page and the next one begin. */
  readonly arrivedBefore: number;
  readonly arrived: number;
}

/**
 * Reads the page after `position`.
 *
 * @param arrived number of the last arrival that the caller has.
 */
export async function readFeed(reading: ReadContext, caller: Caller, position: number, arrived = 0): Promise<FeedPage> {
  const { db } = reading;
  const page = await readEntriesAfter(db, visibilityOf(caller), position, PAGE);
  const hasNews = page.position > position && caller.scopes.has("record");
  const submissions = hasNews ? await readSettledWithin(db, caller.participant, position, page.position) : [];
  const late = await readEntriesArrivedAfter(db, visibilityOf(caller), arrived, PAGE);
  const told = new Set(page.entries.map(({ hash }) => hash));
  const { participant } = caller;
  const acts = await readActsWithin(db, participant, position, page.position);
  const lateActs = await readActsArrived(db, participant, arrived, late.arrived);
  const toldActs = new Set(acts.map(({ hash }) => hash));
  return {
    entries: page.entries.map((record) => viewEntry(reading, record)),
    submissions,
    position: page.position,
    // An entry after the page comes with a later page, with its payload.
    completed: late.entries
      .filter(({ hash, position: at }) => at <= page.position && !told.has(hash))
      .map((record) => viewEntry(reading, record)),
    acts: acts.map((row) => viewAct(reading, row)),
    completedActs: lateActs
      .filter(({ hash, position: at }) => at <= page.position && !toldActs.has(hash))
      .map((row) => viewAct(reading, row)),
    actSubmissions: hasNews ? await readActsSettledWithin(db, participant, position, page.position) : [],
    arrivedBefore: arrived,
    arrived: late.arrived,
  };
}

/** Calls a listener after each commit of blocks; see `Follower`. */
export interface AppliedSource {
  /** @returns a function that removes the listener. */
  onApplied(listener: (applied: { readonly toPosition: number }) => void): () => void;
}

/**
 * Gives callers new entries and acts that they may read, and outcomes of their submissions, in the order of the chain;
 * and again entries whose payload arrives later. It wakes up when this process stores blocks. It also polls the database,
 * because payloads arrive without blocks, and because another process may store blocks in it.
 */
export class Feed {
  readonly #reading: ReadContext;
  readonly #pollMs: number;
  readonly #waiting = new Set<() => void>();
  /** Running queries, which all readers of the same page share. */
  readonly #pages = new Map<string, Promise<FeedPage>>();
  readonly #stopListening: () => void;
  #applied = 0;
  #isClosed = false;

  /** @param pollMs milliseconds between two polls of the database. */
  constructor(reading: ReadContext, wakeups: AppliedSource, pollMs = 2_000) {
    this.#reading = reading;
    this.#pollMs = pollMs;
    this.#stopListening = wakeups.onApplied(({ toPosition }) => {
      this.#applied = Math.max(this.#applied, toPosition);
      this.#wake();
    });
  }

  /** Finds the present end of the feed. */
  async end(): Promise<number> {
    // Blocks without entries and acts end after the last of them, and must not count as news permanently.
    const applied = this.#applied;
    return Math.max(applied, await lastPosition(this.#reading.db));
  }

  /** Resolves when the feed may have news after `position`: on a wake-up, or after the poll interval. */
  async changed(position: number, signal: AbortSignal): Promise<void> {
    // Otherwise the caller would see blocks that were stored during its read only after the next poll.
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
   * Yields the pages after `position` as they arrive, until `signal` aborts or the feed closes. A page without entries
   * and outcomes only moves the position.
   *
   * @param position position of the last entry that the caller has; undefined for the present end.
   * @param arrived number of the last arrival that the caller has; undefined for the present end.
   */
  async *follow(
    caller: Caller,
    position: number | undefined,
    signal: AbortSignal,
    arrived?: number,
  ): AsyncGenerator<FeedPage, void> {
    const newest = await lastNews(this.#reading.db);
    // A number that is ahead comes from a lost database, whose payloads arrive again.
    let known = arrived === undefined ? newest : arrived > newest ? 0 : arrived;
    let seen = position ?? (await this.end());
    while (!signal.aborted && !this.#isClosed) {
      const applied = this.#applied;
      const page = await this.#read(caller, seen, known);
      if (page.position > seen || page.arrived > known) {
        seen = page.position;
        known = page.arrived;
        yield page;
      } else {
        // A reorganisation may have moved the end before `seen`. Blocks that arrived during the read are still news.
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

  #read(caller: Caller, position: number, arrived: number): Promise<FeedPage> {
    // The key contains the end, so that a reader never shares a query which started before its wake-up.
    const key = JSON.stringify([visibilityOf(caller), caller.scopes.has("record"), position, arrived, this.#applied]);
    let page = this.#pages.get(key);
    if (page === undefined) {
      page = readFeed(this.#reading, caller, position, arrived).finally(() => this.#pages.delete(key));
      this.#pages.set(key, page);
    }
    return page;
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}

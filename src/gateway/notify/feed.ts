import type { Caller } from "../caller.ts";
import type { EntryView } from "../read/entry-view.ts";
import type { Reading } from "../read/reading.ts";

/** A part of the feed. */
export interface FeedPage {
  readonly entries: readonly EntryView[];
  /** Where to go on: every entry at or before it was considered. */
  readonly position: number;
}

/** What tells that entries were followed: src/gateway/follow/follower.ts. */
export interface Wakeups {
  onApplied(listener: (applied: { readonly toPosition: number }) => void): () => void;
}

/**
 * The entries that a caller may read, in the order of the chain, as they come. It wakes when this process follows new
 * ones, and looks by itself now and then, because another process may follow them into the same database.
 */
export declare class Feed {
  constructor(reading: Reading, wakeups: Wakeups, pollMs?: number);
  /** Resolves when there may be something after `position`, after a poll interval at the latest. */
  changed(position: number, signal: AbortSignal): Promise<void>;
  /** Pages after `position` as they come, until `signal` aborts; `after` of undefined starts at the present end. */
  follow(caller: Caller, after: number | undefined, signal: AbortSignal): AsyncGenerator<FeedPage>;
  close(): void;
}

import { readEntriesAfter } from "../../store/chain/entries.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import { viewEntry, type EntryView } from "../read/entry-view.ts";
import type { Reading } from "../read/reading.ts";

/** Entries that are considered for one page. */
const PAGE = 500;

/** A part of the feed. */
export interface FeedPage {
  /** In the order of the chain; those of the considered ones that the caller may read. */
  readonly entries: readonly EntryView[];
  /** Where to go on: every entry at or before it was considered. It stays where it was when there is nothing more. */
  readonly position: number;
}

/** The next entries after `position` that the caller may read. */
export async function readFeed(reading: Reading, caller: Caller, position: number): Promise<FeedPage> {
  const page = await readEntriesAfter(reading.db, visibilityOf(caller), position, PAGE);
  return { entries: page.entries.map((record) => viewEntry(reading, record)), position: page.position };
}

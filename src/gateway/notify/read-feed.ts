import type { Submission } from "../../api/submission.ts";
import { readEntriesAfter } from "../../store/chain/entries.ts";
import { readSettledWithin } from "../../store/outbox/submissions.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import { viewEntry } from "../read/entry-view.ts";
import type { EntryView } from "../../api/entry.ts";
import type { Reading } from "../read/reading.ts";

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
export async function readFeed(reading: Reading, caller: Caller, position: number): Promise<FeedPage> {
  const { db } = reading;
  const page = await readEntriesAfter(db, visibilityOf(caller), position, PAGE);
  const hasNews = page.position > position && caller.scopes.has("record");
  const submissions = hasNews ? await readSettledWithin(db, caller.participant, position, page.position) : [];
  return { entries: page.entries.map((record) => viewEntry(reading, record)), submissions, position: page.position };
}

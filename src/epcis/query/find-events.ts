import { createHash } from "node:crypto";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { visibilityOf } from "../../gateway/access.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { Reading } from "../../gateway/read/reading.ts";
import { lastEntryPosition } from "../../store/chain/entries.ts";
import type { EventCondition } from "../../store/epcis/conditions.ts";
import { readEvents, type EventRecord } from "../../store/epcis/results.ts";
import {
  holdsNumbers,
  searchEvents,
  SORTABLE,
  type EventKey,
  type EventOrder,
  type EventSearch,
  type FoundEvent,
} from "../../store/epcis/search.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import type { EventQuery } from "./event-query.ts";
import { makePageToken, readPageToken } from "./page-token.ts";

/** Which part of the results is wanted. */
export interface EventPageRequest {
  readonly perPage: number;
  readonly token: string | undefined;
}

/** A part of the results, in the order of the query. */
export interface EventPage {
  readonly events: readonly EventRecord[];
  /** For the next part; undefined on the last. A page may be short, or empty, and not be the last. */
  readonly next: string | undefined;
}

/** What a page token carries. */
interface PageState {
  readonly until: number;
  readonly after: EventKey;
  /** Events that are still to come, where the query limits them. */
  readonly left?: number;
}

/** Milliseconds for which one page is searched, before what was found is given and the search goes on with the next. */
const PAGE_MS = 400;

/** Milliseconds for which it is counted whether there are too many results. */
const COUNT_MS = 5_000;

/** Characters of bodies on one page, roughly; one event is given however large. */
const PAGE_SIZE = 8 * 2 ** 20;

/**
 * A page of the events that meet a query and that the caller may read. Events that are recorded after the first page was
 * asked for are on none: pages neither repeat nor skip an event, whatever comes meanwhile.
 *
 * @param list names where it was asked for, with all that makes the query: a token of another is refused.
 * @throws PortolanError `EpcisPageTokenInvalid`, `EpcisQueryTooLarge`, `EpcisQueryTooSlow`, `EpcisQueryTooComplex`.
 */
export async function findEvents(
  reading: Reading,
  caller: Caller,
  query: EventQuery,
  list: string,
  { perPage, token }: EventPageRequest,
): Promise<EventPage> {
  const { db } = reading;
  const visibility = visibilityOf(caller);
  const scope = createHash("sha256").update(`${caller.participant} ${list}`).digest("base64url");
  const state = token === undefined ? undefined : await readPageToken<PageState>(db, scope, token, reading.now());
  const until = state?.until ?? (await lastEntryPosition(db));
  const order = await readOrder(reading, query, state?.after);
  const search: EventSearch = { conditions: query.conditions, order, until, after: state?.after };
  if (state === undefined && query.maxEventCount !== undefined) {
    await requireAtMost(reading, visibility, search, query.maxEventCount);
  }
  const left = state?.left ?? query.eventCountLimit;
  const wanted = Math.min(perPage, left ?? Infinity);
  const found = await searchEvents(db, visibility, search, wanted, Date.now() + PAGE_MS);
  if (found === undefined) {
    throw new PortolanError("EpcisQueryTooComplex", { what: "events to order by an extension field", limit: SORTABLE });
  }
  const page = withinSize(found.events);
  const after = page.length < found.events.length ? page.at(-1)?.key : found.next;
  const remaining = left === undefined ? undefined : left - page.length;
  const isLast = after === undefined || remaining === 0;
  const next: PageState | undefined = isLast
    ? undefined
    : { until, after, ...(remaining !== undefined && { left: remaining }) };
  return {
    events: await readInOrder(reading, page),
    next: next && (await makePageToken(db, scope, next, reading.now())),
  };
}

/** The first `limit` events that meet the conditions and that the caller may read, as they were recorded. */
export async function findFirstEvents(
  reading: Reading,
  caller: Caller,
  conditions: readonly EventCondition[],
  limit: number,
): Promise<EventRecord[]> {
  const order = { by: "recordTime", descending: false } as const;
  const search = { conditions, order, until: Number.MAX_SAFE_INTEGER };
  const found = await searchEvents(reading.db, visibilityOf(caller), search, limit, Date.now() + COUNT_MS);
  return readInOrder(reading, withinSize(found?.events ?? []));
}

async function readOrder(
  { db }: Reading,
  { order: { by, descending } }: EventQuery,
  after: EventKey | undefined,
): Promise<EventOrder> {
  if (typeof by === "string") return { by, descending };
  // Later pages go on as the first began, even when the field holds its first number meanwhile.
  const isNumber = after === undefined ? await holdsNumbers(db, by.field) : typeof after[0] === "number";
  return { by: { field: by.field, as: isNumber ? "number" : "text" }, descending };
}

async function requireAtMost(
  { db }: Reading,
  visibility: Visibility,
  search: EventSearch,
  limit: number,
): Promise<void> {
  const counted = { ...search, order: { by: "recordTime", descending: false } } as const;
  const found = await searchEvents(db, visibility, counted, limit, Date.now() + COUNT_MS);
  if (found?.next === undefined) return;
  if (found.events.length < limit) throw new PortolanError("EpcisQueryTooSlow", { limit, seconds: COUNT_MS / 1000 });
  throw new PortolanError("EpcisQueryTooLarge", { limit });
}

function withinSize(events: readonly FoundEvent[]): readonly FoundEvent[] {
  let size = 0;
  const end = events.findIndex((event, index) => {
    size += event.size;
    return index > 0 && size > PAGE_SIZE;
  });
  return end === -1 ? events : events.slice(0, end);
}

async function readInOrder({ db }: Reading, found: readonly FoundEvent[]): Promise<EventRecord[]> {
  if (found.length === 0) return [];
  const records = await readEvents(
    db,
    found.map(({ id }) => id),
  );
  const byId = new Map(records.map((record) => [record.id, record]));
  return found.map(({ id }) => byId.get(id)).filter((record) => record !== undefined);
}

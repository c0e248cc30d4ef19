import { createHash } from "node:crypto";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import type { EventCondition } from "../../store/epcis/conditions.ts";
import { lastFound, waitForRecording } from "../../store/epcis/carriers.ts";
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

/** The request for one page of results. */
export interface EventPageRequest {
  readonly perPage: number;
  readonly token: string | undefined;
}

/** A page of results, in the order of the query. */
export interface EventPage {
  readonly events: readonly EventRecord[];
  /** Token of the next page; `undefined` on the last page. A short or empty page is not always the last. */
  readonly next: string | undefined;
}

/** The state in a page token. */
interface PageState {
  /** Last number in the order of finding at the time of the first page. */
  readonly until: number;
  readonly after: EventKey;
  /** Largest number of events on later pages, if the query has a limit. */
  readonly left?: number;
}

/** Largest duration of a search for one page, in milliseconds; the next page continues the search. */
const PAGE_MS = 400;

/** Largest duration of the check of `maxEventCount`, in milliseconds. */
const COUNT_MS = 5_000;

/** Largest number of characters of the events on one page; a single event may exceed it. */
const PAGE_SIZE = 8 * 2 ** 20;

/**
 * Reads a page of the events that match a query and that the caller may read. No page contains events recorded after
 * the first page was read, so that pages neither repeat nor skip an event.
 *
 * @param list name of the resource and the query, to which the page token is bound.
 * @throws PortolanError `EpcisPageTokenInvalid`, `EpcisQueryTooLarge`, `EpcisQueryTooSlow`, `EpcisQueryTooComplex`.
 */
export async function findEvents(
  reading: ReadContext,
  caller: Caller,
  query: EventQuery,
  list: string,
  { perPage, token }: EventPageRequest,
): Promise<EventPage> {
  const { db } = reading;
  const visibility = visibilityOf(caller);
  if (asksForRecordTime(query)) await waitForRecording(db);
  const scope = createHash("sha256").update(`${caller.participant} ${list}`).digest("base64url");
  const state = token === undefined ? undefined : await readPageToken<PageState>(db, scope, token, reading.now());
  const until = state?.until ?? (await lastFound(db));
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

/** Whether the answer depends on times of recording. A client may begin its next query at the time of this one. */
function asksForRecordTime({ conditions }: EventQuery): boolean {
  return conditions.some((condition) => condition.kind === "time" && condition.of === "recordTime");
}

/**
 * Reads the first `limit` events, in the order of recording, that match the conditions and that the caller may read.
 */
export async function findFirstEvents(
  reading: ReadContext,
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
  { db }: ReadContext,
  { order: { by, descending } }: EventQuery,
  after: EventKey | undefined,
): Promise<EventOrder> {
  if (typeof by === "string") return { by, descending };
  // Later pages compare like the first page, even if the field has since received its first number.
  const isNumber = after === undefined ? await holdsNumbers(db, by.field) : typeof after[0] === "number";
  return { by: { field: by.field, as: isNumber ? "number" : "text" }, descending };
}

async function requireAtMost(
  { db }: ReadContext,
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

async function readInOrder({ db }: ReadContext, found: readonly FoundEvent[]): Promise<EventRecord[]> {
  if (found.length === 0) return [];
  const records = await readEvents(
    db,
    found.map(({ id }) => id),
  );
  const byId = new Map(records.map((record) => [record.id, record]));
  return found.map(({ id }) => byId.get(id)).filter((record) => record !== undefined);
}

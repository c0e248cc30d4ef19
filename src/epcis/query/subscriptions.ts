import { type SubscriptionDraft, type Subscription, type Schedule } from "../../api/epcis/query.ts";
import { randomUUID } from "node:crypto";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Caller } from "../../gateway/caller.ts";
import { checkWebhookUrl } from "../../gateway/notify/webhook-url.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import { lastFound } from "../../store/epcis/carriers.ts";
import {
  deleteSubscription,
  insertSubscription,
  readSubscriptions,
  type SubscriptionRecord,
} from "../../store/epcis/subscriptions.ts";
import { parseInstantMs } from "../../domain/encoding/instant.ts";
import { readEvents } from "../../store/epcis/results.ts";
import { readDeadDeliveries } from "../../store/notify/deliveries.ts";
import { makePageToken, readPageToken } from "./page-token.ts";
import { readQuery } from "./named-queries.ts";
import { nextRun, parseSchedule } from "./schedule.ts";
import { eventsOfMessage } from "./subscribed-events.ts";

/** Largest number of subscriptions of one participant. */
export const MAX_SUBSCRIPTIONS = 50;

/** Largest number of messages in the list of what a subscription left out. */
const MAX_UNDELIVERED = 100;

/**
 * Subscribes to a named query.
 *
 * @param allowPrivate whether `http:` and private addresses are permitted as destination.
 * @throws PortolanError `EpcisQueryUnknown`, `EpcisSubscriptionInvalid`, `EpcisTooManySubscriptions`.
 */
export async function subscribe(
  reading: ReadContext,
  caller: Caller,
  query: string,
  draft: SubscriptionDraft,
  allowPrivate: boolean,
): Promise<Subscription> {
  await readQuery(reading, caller, query);
  const url = checkDestination(draft.dest, allowPrivate);
  const initialRecordTime = readInitialTime(draft.initialRecordTime);
  const nextRunMs = readControls(draft);
  const existing = await readSubscriptions(reading.db, caller.participant);
  if (existing.length >= MAX_SUBSCRIPTIONS) {
    throw new PortolanError("EpcisTooManySubscriptions", { limit: MAX_SUBSCRIPTIONS });
  }
  const record: SubscriptionRecord = {
    id: randomUUID(),
    participant: caller.participant,
    query,
    url,
    signatureToken: draft.signatureToken ?? null,
    schedule: draft.schedule ? JSON.stringify(draft.schedule) : null,
    reportIfEmpty: draft.reportIfEmpty ?? false,
    initialRecordTime: initialRecordTime ?? Date.now(),
    cursor: initialRecordTime === undefined ? await lastFound(reading.db) : 0,
    nextRunMs,
    createdAt: reading.now(),
  };
  await insertSubscription(reading.db, record);
  return view(record);
}

/**
 * Reads a page of the caller's subscriptions to one of its queries, oldest first.
 *
 * @throws PortolanError `EpcisQueryUnknown`, `EpcisPageTokenInvalid`.
 */
export async function listSubscriptions(
  reading: ReadContext,
  caller: Caller,
  query: string,
  { perPage, token }: { readonly perPage: number; readonly token: string | undefined },
): Promise<{ subscriptions: Subscription[]; next: string | undefined }> {
  const { db } = reading;
  await readQuery(reading, caller, query);
  const scope = `${caller.participant} subscriptions ${query}`;
  const state =
    token === undefined ? undefined : await readPageToken<[number, string]>(db, scope, token, reading.now());
  const all = await readSubscriptions(db, caller.participant, query);
  const left = state === undefined ? all : all.filter((record) => isAfter(record, state));
  const page = left.slice(0, perPage);
  const last = page.at(-1);
  const next =
    left.length > perPage && last
      ? await makePageToken(db, scope, [last.createdAt, last.id], reading.now())
      : undefined;
  return { subscriptions: page.map(view), next };
}

const isAfter = (record: SubscriptionRecord, [createdAt, id]: readonly [number, string]): boolean =>
  record.createdAt > createdAt || (record.createdAt === createdAt && record.id > id);

/** @throws PortolanError `EpcisQueryUnknown`, `EpcisSubscriptionUnknown`. */
export async function readSubscription(
  reading: ReadContext,
  caller: Caller,
  query: string,
  id: string,
): Promise<Subscription> {
  const record = await requireSubscription(reading, caller, query, id);
  const undelivered = await readUndelivered(reading, record);
  return { ...view(record), ...(undelivered.length > 0 && { "portolan:undelivered": undelivered }) };
}

/** Reads the first messages that were given up, with the events that they left out. */
async function readUndelivered(reading: ReadContext, record: SubscriptionRecord) {
  const messages = await readDeadDeliveries(reading.db, record.id, undefined, MAX_UNDELIVERED);
  const undelivered: { eventIDs: string[]; reason: string }[] = [];
  for (const message of messages) {
    const news = (await eventsOfMessage(reading, record, message)) ?? [];
    const events = await readEvents(
      reading.db,
      news.map(({ id }) => id),
    );
    undelivered.push({ eventIDs: events.map(({ eventID }) => eventID), reason: message.lastError ?? "" });
  }
  return undelivered;
}

async function requireSubscription(
  reading: ReadContext,
  caller: Caller,
  query: string,
  id: string,
): Promise<SubscriptionRecord> {
  await readQuery(reading, caller, query);
  const records = await readSubscriptions(reading.db, caller.participant, query);
  const found = records.find((record) => record.id === id);
  if (found === undefined) throw new PortolanError("EpcisSubscriptionUnknown", { query, subscription: id });
  return found;
}

/** @throws PortolanError `EpcisQueryUnknown`, `EpcisSubscriptionUnknown`. */
export async function unsubscribe(reading: ReadContext, caller: Caller, query: string, id: string): Promise<void> {
  await requireSubscription(reading, caller, query, id);
  await deleteSubscription(reading.db, id);
}

function checkDestination(dest: string, allowPrivate: boolean): string {
  try {
    return checkWebhookUrl(dest, allowPrivate).href;
  } catch (error) {
    if (PortolanError.is(error, "WebhookUrlRefused")) throw invalid(`dest ${String(error.facts["problem"])}`);
    throw error;
  }
}

function readInitialTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseInstantMs(text);
  if (time === undefined) throw invalid("initialRecordTime is not a date and time with its zone");
  return time;
}

/** Finds the first run of a schedule, in Unix milliseconds; `null` for a stream. */
function readControls({ schedule, stream }: SubscriptionDraft): number | null {
  if (schedule !== undefined && stream === true) {
    throw invalid("it has both a schedule and stream, which exclude each other");
  }
  if (schedule === undefined) {
    if (stream !== true) throw invalid("it has neither a schedule nor stream true");
    return null;
  }
  const next = nextRun(parseSchedule(schedule), Date.now());
  if (next === undefined) throw invalid("its schedule names no day of any year");
  return next;
}

const invalid = (problem: string) => new PortolanError("EpcisSubscriptionInvalid", { problem });

function view(record: SubscriptionRecord): Subscription {
  return {
    subscriptionID: record.id,
    queryName: record.query,
    dest: record.url,
    createdAt: new Date(record.createdAt * 1000).toISOString(),
    initialRecordTime: new Date(record.initialRecordTime).toISOString(),
    reportIfEmpty: record.reportIfEmpty,
    ...(record.schedule === null ? { stream: true } : { schedule: JSON.parse(record.schedule) as Schedule }),
  };
}

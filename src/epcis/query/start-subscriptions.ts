import { createHmac } from "node:crypto";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import { startDispatcher, type DeliveryContext } from "../../gateway/notify/dispatcher.ts";
import type { EventCondition } from "../../store/epcis/conditions.ts";
import { endOfNews, readNews } from "../../store/epcis/news.ts";
import { readNamedQuery } from "../../store/epcis/queries.ts";
import { readEvents } from "../../store/epcis/results.ts";
import {
  disableSubscription,
  planResults,
  readActiveSubscriptions,
  type SubscriptionRecord,
} from "../../store/epcis/subscriptions.ts";
import { parseJsonQuery } from "./json-parameters.ts";
import { documentOf } from "./query-events.ts";
import { nextRun, parseSchedule } from "./schedule.ts";
import type { Schedule } from "../../api/epcis/query.ts";

/** Largest number of entries whose events one message contains. */
const TOGETHER = 200;

/**
 * Sends the results of queries to subscribers until `stop` is called: immediately for a stream, or at the times of a
 * schedule. A message is an EPCISQueryDocument. `GS1-Signature` is the HMAC-SHA256 of its bytes with the subscriber's
 * token as key, in base64; EPCIS 2.0, 12.7, leaves the scheme to the implementation.
 */
export function startSubscriptions(delivering: DeliveryContext): { stop(): Promise<void> } {
  const { reading } = delivering;
  const { db } = reading;

  const ownerOf = ({ participant }: SubscriptionRecord): Caller => {
    const { roles = 0, jurisdiction = "" } = reading.directory.get(participant) ?? {};
    return { participant, roles, jurisdiction, scopes: new Set() };
  };

  /** Reads the conditions on events; `undefined` if the query, and with it the subscription, was deleted. */
  async function conditionsOf(subscription: SubscriptionRecord): Promise<EventCondition[] | undefined> {
    const record = await readNamedQuery(db, subscription.participant, subscription.query);
    if (record === undefined) return undefined;
    const { conditions } = parseJsonQuery(JSON.parse(record.query) as JsonObject);
    return [...conditions, { kind: "time", of: "recordTime", is: ">=", value: subscription.initialRecordTime }];
  }

  return startDispatcher<SubscriptionRecord>(delivering, {
    receivers: () => readActiveSubscriptions(db),

    async plan(subscription, end, stop) {
      const { nextRunMs } = subscription;
      if (nextRunMs !== null && nextRunMs > Date.now()) return;
      if (nextRunMs === null && subscription.cursor >= end) return;
      const conditions = await conditionsOf(subscription);
      if (conditions === undefined) return;
      const visibility = visibilityOf(ownerOf(subscription));
      const ranges: { after: number; until: number }[] = [];
      let after = subscription.cursor;
      while (!stop.aborted) {
        const until = await endOfNews(db, after, end, TOGETHER);
        if (until === undefined) break;
        const range = { after, until };
        if ((await readNews(db, visibility, conditions, range, 1)).length > 0) ranges.push(range);
        after = until;
      }
      if (stop.aborted) return;
      if (ranges.length === 0 && nextRunMs !== null && subscription.reportIfEmpty) {
        ranges.push({ after: end, until: end });
      }
      const schedule = subscription.schedule === null ? undefined : (JSON.parse(subscription.schedule) as Schedule);
      const next = {
        cursor: Math.max(after, end, subscription.cursor),
        runMs: schedule ? (nextRun(parseSchedule(schedule), Date.now()) ?? null) : null,
      };
      await planResults(db, subscription, ranges, next, Date.now());
    },

    async compose(subscription, message) {
      const conditions = await conditionsOf(subscription);
      if (conditions === undefined) return undefined;
      const [after = NaN, until = NaN] = message.entry.split("-").map(Number);
      const owner = ownerOf(subscription);
      const ids = await readNews(db, visibilityOf(owner), conditions, { after, until }, TOGETHER);
      // Since the plan, erasures or a reorganisation may have removed the events. An empty report was planned without
      // events.
      if (ids.length === 0 && after !== until) return undefined;
      const byId = new Map((await readEvents(db, ids)).map((event) => [event.id, event]));
      const events = ids.map((id) => byId.get(id)).filter((event) => event !== undefined);
      const names = { queryName: subscription.query, subscriptionID: subscription.id };
      const body = JSON.stringify(await documentOf(reading, owner, events, names));
      return { url: subscription.url, headers: headersOf(subscription, body), body };
    },

    disable: ({ id }) => disableSubscription(db, id, reading.now()),
  });
}

function headersOf({ signatureToken }: SubscriptionRecord, body: string): Record<string, string> {
  const signature =
    signatureToken === null ? undefined : createHmac("sha256", signatureToken).update(body).digest("base64");
  return {
    "content-type": "application/json",
    "gs1-epcis-version": "2.0",
    "gs1-cbv-version": "2.0",
    ...(signature !== undefined && { "gs1-signature": signature }),
  };
}

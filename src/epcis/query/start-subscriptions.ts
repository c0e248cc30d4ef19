import { createHmac } from "node:crypto";
import type { Schedule } from "../../api/epcis/query.ts";
import { visibilityOf } from "../../gateway/caller.ts";
import { startDispatcher, type DeliveryContext } from "../../gateway/notify/dispatcher.ts";
import { NOT_STATED } from "../../domain/reads/access-record.ts";
import { OpenedPayloads } from "../../gateway/reads/opened-payloads.ts";
import { isAuthority } from "../../gateway/reads/read-recorder.ts";
import { lastFound } from "../../store/epcis/carriers.ts";
import { endOfNews, readNews } from "../../store/epcis/news.ts";
import { readEvents } from "../../store/epcis/results.ts";
import {
  disableSubscription,
  planResults,
  readActiveSubscriptions,
  resultMessages,
  type ResultRange,
  type SubscriptionRecord,
} from "../../store/epcis/subscriptions.ts";
import { replaceDelivery } from "../../store/notify/deliveries.ts";
import { documentOf } from "./query-events.ts";
import { nextRun, parseSchedule } from "./schedule.ts";
import { conditionsOf, eventsOfMessage, ownerOf, rangeOf, TOGETHER } from "./subscribed-events.ts";

/**
 * Sends the results of queries to subscribers until `stop` is called: immediately for a stream, or at the times of a
 * schedule. A message is an EPCISQueryDocument. `GS1-Signature` is the HMAC-SHA256 of its bytes with the subscriber's
 * token as key, in base64; EPCIS 2.0, 12.7, leaves the scheme to the implementation.
 */
export function startSubscriptions(delivering: DeliveryContext): { stop(): Promise<void> } {
  const { reading, reads } = delivering;
  const { db } = reading;

  return startDispatcher<SubscriptionRecord>(delivering, {
    receivers: () => readActiveSubscriptions(db),

    async plan(subscription, _, stop) {
      const { nextRunMs } = subscription;
      if (nextRunMs !== null && nextRunMs > Date.now()) return;
      // Payloads also arrive without a new block.
      const end = await lastFound(db);
      if (nextRunMs === null && subscription.cursor >= end) return;
      const conditions = await conditionsOf(reading, subscription);
      if (conditions === undefined) return;
      const visibility = visibilityOf(ownerOf(reading, subscription));
      const ranges: ResultRange[] = [];
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
      const news = await eventsOfMessage(reading, subscription, message);
      const range = rangeOf(message);
      // Since the plan, erasures or a reorganisation may have removed the events. An empty report was planned without
      // events.
      if (news === undefined || (news.length === 0 && range.after !== range.until)) return undefined;
      const ids = news.map(({ id }) => id);
      const byId = new Map((await readEvents(db, ids)).map((event) => [event.id, event]));
      const events = ids.map((id) => byId.get(id)).filter((event) => event !== undefined);
      const names = { queryName: subscription.query, subscriptionID: subscription.id };
      const owner = ownerOf(reading, subscription);
      const { participant: reader } = owner;
      const opened = isAuthority(owner.roles) ? new OpenedPayloads(reader) : undefined;
      const body = JSON.stringify(await documentOf({ ...reading, ...(opened && { opened }) }, owner, events, names));
      if (opened?.isEmpty === false)
        await reads.record({ reader, context: NOT_STATED, way: "subscription", opened, content: body });
      return { url: subscription.url, headers: headersOf(subscription, body), body };
    },

    async divide(subscription, message) {
      const news = (await eventsOfMessage(reading, subscription, message)) ?? [];
      const { after, until } = rangeOf(message);
      const middle = news[Math.ceil(news.length / 2) - 1];
      if (news.length < 2 || middle === undefined) return false;
      const halves = [
        { after, until: middle.found },
        { after: middle.found, until },
      ];
      await replaceDelivery(db, message.id, resultMessages(subscription.id, halves), Date.now());
      return true;
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

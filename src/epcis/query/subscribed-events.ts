import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { visibilityOf, type Caller } from "../../gateway/caller.ts";
import type { ReadContext } from "../../gateway/read/read-context.ts";
import type { EventCondition } from "../../store/epcis/conditions.ts";
import { readNews } from "../../store/epcis/news.ts";
import { readNamedQuery } from "../../store/epcis/queries.ts";
import type { ResultRange, SubscriptionRecord } from "../../store/epcis/subscriptions.ts";
import type { DeliveryRecord } from "../../store/notify/deliveries.ts";
import { parseJsonQuery } from "./json-parameters.ts";

/** Largest number of entries whose events one message contains. */
export const TOGETHER = 200;

/** The participant of a subscription with its present rights. */
export function ownerOf({ directory }: ReadContext, { participant }: SubscriptionRecord): Caller {
  const { roles = 0, jurisdiction = "" } = directory.get(participant) ?? {};
  return { participant, roles, jurisdiction, scopes: new Set() };
}

/** Reads the conditions on events; `undefined` if the query, and with it the subscription, was deleted. */
export async function conditionsOf(
  { db }: ReadContext,
  subscription: SubscriptionRecord,
): Promise<EventCondition[] | undefined> {
  const record = await readNamedQuery(db, subscription.participant, subscription.query);
  if (record === undefined) return undefined;
  const { conditions } = parseJsonQuery(fromJsonText(record.query));
  return [...conditions, { kind: "time", of: "recordTime", is: ">=", value: subscription.initialRecordTime }];
}

/** The numbers in the order of finding between which the events of a message are. */
export function rangeOf({ entry }: DeliveryRecord): ResultRange {
  const [after = NaN, until = NaN] = entry.split("-").map(Number);
  return { after, until };
}

/** The events of a message that its receiver may still read; `undefined` if the query was deleted. */
export async function eventsOfMessage(
  reading: ReadContext,
  subscription: SubscriptionRecord,
  message: DeliveryRecord,
): Promise<{ id: number; found: number }[] | undefined> {
  const conditions = await conditionsOf(reading, subscription);
  if (conditions === undefined) return undefined;
  const visibility = visibilityOf(ownerOf(reading, subscription));
  return readNews(reading.db, visibility, conditions, rangeOf(message), TOGETHER);
}

import type { ParticipantId } from "../../domain/entry.ts";
import { insertDeliveries } from "../notify/deliveries.ts";
import type { Database } from "../open-database.ts";
import { flag } from "../chain/tables.ts";
import type { EpcisSubscriptionsTable } from "./tables.ts";
import { transaction } from "../transaction.ts";

/** A stored subscription to a named query. */
export interface SubscriptionRecord {
  readonly id: string;
  readonly participant: ParticipantId;
  readonly query: string;
  readonly url: string;
  readonly signatureToken: string | null;
  /** JSON object; null when results are sent as they arise. */
  readonly schedule: string | null;
  readonly reportIfEmpty: boolean;
  /** Unix milliseconds. */
  readonly initialRecordTime: number;
  /** Number in the order of finding up to which results are planned. */
  readonly cursor: number;
  /** Unix milliseconds. */
  readonly nextRunMs: number | null;
  /** Unix seconds. */
  readonly createdAt: number;
}

export const insertSubscription = transaction(
  import.meta.url,
  "insertSubscription",
  async (tx, subscription: SubscriptionRecord) => {
    await tx.insertInto("epcis_subscriptions").values(subscriptionToRow(subscription)).execute();
  },
);

/** The subscriptions of a participant, to one query or to all, oldest first. */
export async function readSubscriptions(
  db: Database,
  participant: ParticipantId,
  query?: string,
): Promise<SubscriptionRecord[]> {
  let select = db.reader.selectFrom("epcis_subscriptions").selectAll().where("participant", "=", participant);
  if (query !== undefined) select = select.where("query", "=", query);
  return (await select.orderBy("created_at").orderBy("id").execute()).map(rowToSubscription);
}

/** Every enabled subscription. */
export async function readActiveSubscriptions(db: Database): Promise<SubscriptionRecord[]> {
  const rows = await db.reader.selectFrom("epcis_subscriptions").selectAll().where("disabled_at", "is", null).execute();
  return rows.map(rowToSubscription);
}

/** Deletes a subscription with its pending messages. */
export const deleteSubscription = transaction(import.meta.url, "deleteSubscription", async (tx, id: string) => {
  await tx.deleteFrom("deliveries").where("webhook", "=", id).execute();
  await tx.deleteFrom("epcis_subscriptions").where("id", "=", id).execute();
});

/** @param now Unix seconds. */
export const disableSubscription = transaction(
  import.meta.url,
  "disableSubscription",
  async (tx, id: string, now: number) => {
    await tx.updateTable("epcis_subscriptions").set({ disabled_at: now }).where("id", "=", id).execute();
  },
);

/** The events of one message: those found after one number in the order of finding, up to another. */
export interface ResultRange {
  readonly after: number;
  readonly until: number;
}

/**
 * The messages of a subscription with these events.
 *
 * @param runMs Time of the run, which makes the id of an empty report unique: it covers no events.
 */
export function resultMessages(subscription: string, ranges: readonly ResultRange[], runMs: number | null = null) {
  return ranges.map(({ after, until }) => ({
    id: `${subscription}.${until}${after === until ? `.${runMs}` : ""}`,
    webhook: subscription,
    entry: `${after}-${until}`,
  }));
}

/**
 * Stores messages and moves the cursor, and the next run of a schedule, in one transaction. Does nothing when another
 * process moved the cursor or made the run first.
 *
 * @param ranges The numbers of each message: `<after>-<until>`, and the end that identifies the message.
 * @param now Unix milliseconds.
 */
export const planResults = transaction(
  import.meta.url,
  "planResults",
  async (
    tx,
    { id, cursor, nextRunMs }: Pick<SubscriptionRecord, "id" | "cursor" | "nextRunMs">,
    ranges: readonly ResultRange[],
    next: { readonly cursor: number; readonly runMs: number | null },
    now: number,
  ) => {
    const moved = await tx
      .updateTable("epcis_subscriptions")
      .set({ cursor: next.cursor, next_run_ms: next.runMs })
      .where("id", "=", id)
      .where("cursor", "=", cursor)
      .where("next_run_ms", nextRunMs === null ? "is" : "=", nextRunMs)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return;
    const rows = resultMessages(id, ranges, nextRunMs);
    await insertDeliveries(tx, rows, now);
  },
);

function rowToSubscription(row: EpcisSubscriptionsTable): SubscriptionRecord {
  return {
    id: row.id,
    participant: row.participant,
    query: row.query,
    url: row.url,
    signatureToken: row.signature_token,
    schedule: row.schedule,
    reportIfEmpty: row.report_if_empty === 1,
    initialRecordTime: row.initial_record_time_ms,
    cursor: row.cursor,
    nextRunMs: row.next_run_ms,
    createdAt: row.created_at,
  };
}

function subscriptionToRow(subscription: SubscriptionRecord): EpcisSubscriptionsTable {
  return {
    id: subscription.id,
    participant: subscription.participant,
    query: subscription.query,
    url: subscription.url,
    signature_token: subscription.signatureToken,
    schedule: subscription.schedule,
    report_if_empty: flag(subscription.reportIfEmpty),
    initial_record_time_ms: subscription.initialRecordTime,
    cursor: subscription.cursor,
    next_run_ms: subscription.nextRunMs,
    created_at: subscription.createdAt,
    disabled_at: null,
  };
}

import type { Kysely } from "kysely";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";

/** A message to be delivered to a webhook or to an EPCIS subscription. */
export interface DeliveryRecord {
  /** `<webhook>.<position>`, the same for every attempt. */
  readonly id: string;
  /** Hash of the reported entry; for a subscription, the positions between which its events were recorded. */
  readonly entry: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

const COLUMNS = ["id", "entry", "attempts", "last_error as lastError"] as const;

/** Due deliveries of a webhook, the longest due first. @param now Unix milliseconds. */
export async function readDueDeliveries(
  db: Database,
  webhook: string,
  now: number,
  limit: number,
): Promise<DeliveryRecord[]> {
  return db.reader
    .selectFrom("deliveries")
    .select(COLUMNS)
    .where("webhook", "=", webhook)
    .where("state", "=", "pending")
    .where("next_attempt_ms", "<=", now)
    .orderBy("next_attempt_ms")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Inserts messages that are due `now`, in Unix milliseconds. A message whose id exists is not inserted again. */
export function insertDeliveries(
  tx: Kysely<Schema>,
  messages: readonly { readonly id: string; readonly webhook: string; readonly entry: string }[],
  now: number,
): Promise<void> {
  const rows = messages.map((message) => ({
    ...message,
    attempts: 0,
    state: "pending" as const,
    next_attempt_ms: now,
    last_error: null,
  }));
  return bulkInsert(tx, "deliveries", rows, "do nothing");
}

/** Deletes a delivered message: the webhook's cursor prevents a second one. */
export const removeDelivery = transaction(import.meta.url, "removeDelivery", async (tx, id: string) => {
  await tx.deleteFrom("deliveries").where("id", "=", id).execute();
});

/** Replaces a message by others, which are due `now`, in Unix milliseconds. */
export const replaceDelivery = transaction(
  import.meta.url,
  "replaceDelivery",
  async (
    tx,
    id: string,
    messages: readonly { readonly id: string; readonly webhook: string; readonly entry: string }[],
    now: number,
  ) => {
    await tx.deleteFrom("deliveries").where("id", "=", id).execute();
    await insertDeliveries(tx, messages, now);
  },
);

/**
 * Notes a failed attempt.
 *
 * @param nextAttemptMs Unix milliseconds of the next attempt; `undefined` makes it a dead letter.
 */
export const noteFailure = transaction(
  import.meta.url,
  "noteFailure",
  async (tx, { id, attempts }: DeliveryRecord, error: string, nextAttemptMs: number | undefined) => {
    await tx
      .updateTable("deliveries")
      .set({
        attempts: attempts + 1,
        last_error: error,
        ...(nextAttemptMs === undefined ? { state: "dead" as const } : { next_attempt_ms: nextAttemptMs }),
      })
      .where("id", "=", id)
      .execute();
  },
);

/** The numbers of pending messages and of dead letters, of one webhook or of all. */
export async function countDeliveries(db: Database, webhook?: string): Promise<{ pending: number; dead: number }> {
  let query = db.reader
    .selectFrom("deliveries")
    .select(({ fn }) => ["state", fn.countAll<number | string>().as("count")])
    .groupBy("state");
  if (webhook !== undefined) query = query.where("webhook", "=", webhook);
  const rows = await query.execute();
  const countOf = (state: "pending" | "dead") => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { pending: countOf("pending"), dead: countOf("dead") };
}

/** Dead letters of a webhook, ordered by id, after a given id. */
export async function readDeadDeliveries(
  db: Database,
  webhook: string,
  after: string | undefined,
  limit: number,
): Promise<DeliveryRecord[]> {
  return db.reader
    .selectFrom("deliveries")
    .select(COLUMNS)
    .where("webhook", "=", webhook)
    .where("state", "=", "dead")
    .where("id", ">", after ?? "")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/**
 * Makes dead letters due at once, with the full number of attempts: the named one, or all.
 *
 * @returns their number.
 */
export const reviveDeliveries = transaction(
  import.meta.url,
  "reviveDeliveries",
  async (tx, webhook: string, delivery: string | undefined) => {
    let update = tx
      .updateTable("deliveries")
      .set({ state: "pending", attempts: 0, next_attempt_ms: 0 })
      .where("webhook", "=", webhook)
      .where("state", "=", "dead");
    if (delivery !== undefined) update = update.where("id", "=", delivery);
    return Number((await update.executeTakeFirst()).numUpdatedRows);
  },
);

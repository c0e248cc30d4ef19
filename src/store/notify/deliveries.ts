import type { Database } from "../open-database.ts";
import { transaction } from "../transaction.ts";

/** A message that is to be delivered to a webhook, or to a subscription to EPCIS events. */
export interface DeliveryRecord {
  /** `<webhook>.<position>`: the same at every attempt. */
  readonly id: string;
  /** Hash of the entry that it tells of; for a subscription the positions between which its events were recorded. */
  readonly entry: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

const COLUMNS = ["id", "entry", "attempts", "last_error as lastError"] as const;

/** Deliveries of a webhook that are due, the longest due first. @param now Unix milliseconds. */
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

/** Forgets a message that arrived: the webhook's cursor keeps it from being planned again. */
export const removeDelivery = transaction(import.meta.url, "removeDelivery", async (tx, id: string) => {
  await tx.deleteFrom("deliveries").where("id", "=", id).execute();
});

/** Notes a failed attempt. @param nextAttemptMs Unix milliseconds of the next one; `undefined` gives the message up. */
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

/** How many messages wait, and how many were given up: those of a webhook, or all. */
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

/** Messages of a webhook that were given up, by id, after one. */
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
 * Makes messages that were given up due at once, with all their attempts again: the one named, or all.
 *
 * @returns how many.
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

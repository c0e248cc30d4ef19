import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { insertDeliveries } from "./deliveries.ts";
import type { Database } from "../open-database.ts";
import { transaction } from "../transaction.ts";
import type { WebhooksTable } from "./tables.ts";

/** A stored webhook. */
export interface WebhookRecord {
  readonly id: string;
  readonly participant: ParticipantId;
  readonly url: string;
  readonly secret: string;
  /** Numbers of the kinds to report; empty for all. */
  readonly kinds: readonly number[];
  /** Position of the last entry that was examined for this webhook. */
  readonly cursor: number;
  /** Number of the last arrival of a payload that was examined for this webhook. */
  readonly arrived: number;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

export const insertWebhook = transaction(import.meta.url, "insertWebhook", async (tx, webhook: WebhookRecord) => {
  const { id, participant, url, secret, kinds, cursor, arrived, createdAt, disabledAt } = webhook;
  await tx
    .insertInto("webhooks")
    .values({
      id,
      participant,
      url,
      secret,
      kinds: kinds.join(),
      cursor,
      arrived,
      created_at: createdAt,
      disabled_at: disabledAt,
    })
    .execute();
});

/** The webhooks of one participant, oldest first. */
export async function readWebhooks(db: Database, participant: ParticipantId): Promise<WebhookRecord[]> {
  const rows = await db.reader
    .selectFrom("webhooks")
    .selectAll()
    .where("participant", "=", participant)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(rowToWebhook);
}

/** Every enabled webhook. */
export async function readActiveWebhooks(db: Database): Promise<WebhookRecord[]> {
  const rows = await db.reader.selectFrom("webhooks").selectAll().where("disabled_at", "is", null).execute();
  return rows.map(rowToWebhook);
}

/** Deletes a webhook with its deliveries; an attempt under way is not repeated. */
export const deleteWebhookRecord = transaction(import.meta.url, "deleteWebhookRecord", async (tx, id: string) => {
  await tx.deleteFrom("deliveries").where("webhook", "=", id).execute();
  await tx.deleteFrom("webhooks").where("id", "=", id).execute();
});

/** @param now Unix seconds. */
export const disableWebhook = transaction(import.meta.url, "disableWebhook", async (tx, id: string, now: number) => {
  await tx.updateTable("webhooks").set({ disabled_at: now }).where("id", "=", id).execute();
});

/**
 * Stores a delivery for each entry and moves the cursors past them in one transaction, so that a crash neither skips nor
 * repeats an entry. Does nothing when another process moved the cursor first.
 *
 * @param now Unix milliseconds.
 */
export const planDeliveries = transaction(
  import.meta.url,
  "planDeliveries",
  async (
    tx,
    webhook: Pick<WebhookRecord, "id" | "cursor" | "arrived">,
    entries: readonly { readonly hash: EntryHash; readonly position: number }[],
    { cursor, arrived }: Pick<WebhookRecord, "cursor" | "arrived">,
    now: number,
  ) => {
    const moved = await tx
      .updateTable("webhooks")
      .set({ cursor, arrived })
      .where("id", "=", webhook.id)
      .where("cursor", "=", webhook.cursor)
      .where("arrived", "=", webhook.arrived)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return;
    const rows = entries.map(({ hash, position }) => ({
      id: `${webhook.id}.${position}${arrived === webhook.arrived ? "" : `-${arrived}`}`,
      webhook: webhook.id,
      entry: hash,
    }));
    await insertDeliveries(tx, rows, now);
  },
);

function rowToWebhook(row: WebhooksTable): WebhookRecord {
  return {
    id: row.id,
    participant: row.participant,
    url: row.url,
    secret: row.secret,
    kinds: row.kinds === "" ? [] : row.kinds.split(",").map(Number),
    cursor: row.cursor,
    arrived: row.arrived,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

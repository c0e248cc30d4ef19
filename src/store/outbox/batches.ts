import type { Kysely } from "kysely";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import type { Bytes32, EntryHash, Hex } from "../../domain/entry.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { readUndoings } from "../chain/checkpoint.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import { OUTBOXES, type TransactionsTable } from "./tables.ts";

/** A submission signed on a particular head. */
export interface Attempt {
  readonly hash: EntryHash;
  readonly submission: number;
}

/** A signed relay transaction. Only these bytes are ever sent. */
export interface RelayTransaction {
  readonly hash: Bytes32;
  readonly raw: Hex;
}

/** A nonce of a relay that is not known to be mined, with the transactions sent under it. */
export interface PendingBatch {
  readonly id: number;
  readonly relay: Hex;
  readonly nonce: number;
  /** Oldest first; each replaces the previous ones with a higher fee. */
  readonly transactions: readonly RelayTransaction[];
  readonly attempts: readonly Attempt[];
}

/**
 * Stores signed batches, all or none, before they are sent. After a crash the same bytes are sent again, and never
 * others under the same nonce. An attempt whose earlier batch was voided moves to its new one.
 *
 * @param undoings The number of undoings when the heads were read on which the batches are signed.
 * @returns `false`, without storing, when blocks were undone since, or one of the submissions is settled. Otherwise the
 * chain could record an earlier attempt and another one signed on top of it.
 */
export const storeBatches = transaction(
  import.meta.url,
  "storeBatches",
  async (tx, batches: readonly PendingBatch[], undoings: number, now: number): Promise<boolean> => {
    if ((await readUndoings(tx)) !== undoings) return false;
    const submissions = batches.flatMap(({ attempts }) => attempts.map(({ submission }) => submission));
    if (await isAnySettled(tx, submissions)) return false;
    const rows = batches.map(({ id, relay, nonce }) => ({ id, relay, nonce, state: "pending" as const, block: null }));
    const transactions = batches.flatMap(({ id, transactions }) =>
      transactions.map((transaction) => transactionToRow(transaction, id, now)),
    );
    const attempts = batches.flatMap(({ id, attempts }) => attempts.map((attempt) => ({ ...attempt, batch: id })));
    await bulkInsert(tx, "batches", rows);
    await bulkInsert(tx, "transactions", transactions);
    await bulkInsert(tx, "attempts", attempts, "(hash) do update set batch = excluded.batch");
    return true;
  },
);

/** Stores a replacement of a delayed transaction before it is sent. */
export const storeReplacement = transaction(
  import.meta.url,
  "storeReplacement",
  async (tx, batch: number, transaction: RelayTransaction, now: number) => {
    await tx
      .insertInto("transactions")
      .values(transactionToRow(transaction, batch, now))
      .execute();
  },
);

/** Voids a batch whose nonce a foreign transaction used; its entries go into another batch. */
export const voidBatch = transaction(import.meta.url, "voidBatch", async (tx, batch: number) => {
  await tx.updateTable("batches").set({ state: "void" }).where("id", "=", batch).execute();
});

/** The highest batch id; 0 before the first batch. */
export async function lastBatchId(db: Database): Promise<number> {
  const row = await db.reader
    .selectFrom("batches")
    .select(({ fn }) => fn.max("id").as("id"))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Batches that are not known to be mined, ordered by relay and nonce. */
export async function readPendingBatches(db: Database): Promise<PendingBatch[]> {
  const batches = await db.reader
    .selectFrom("batches")
    .selectAll()
    .where("state", "=", "pending")
    .orderBy("relay")
    .orderBy("nonce")
    .execute();
  return Promise.all(
    batches.map(async ({ id, relay, nonce }) => ({
      id,
      relay,
      nonce,
      transactions: (
        await db.reader
          .selectFrom("transactions")
          .select(["hash", "raw"])
          .where("batch", "=", id)
          .orderBy("sent_at_ms")
          .execute()
      ).map(({ hash, raw }) => ({ hash, raw: hexOf(raw) })),
      attempts: await db.reader
        .selectFrom("attempts")
        .select(["hash", "submission"])
        .where("batch", "=", id)
        .orderBy("submission")
        .execute(),
    })),
  );
}

async function isAnySettled(tx: Kysely<Schema>, submissions: readonly number[]): Promise<boolean> {
  for (const table of OUTBOXES) {
    const settled = await tx
      .selectFrom(table)
      .select("id")
      .where(oneOf(tx, "id", submissions))
      .where("state", "!=", "accepted")
      .limit(1)
      .executeTakeFirst();
    if (settled !== undefined) return true;
  }
  return false;
}

function transactionToRow({ hash, raw }: RelayTransaction, batch: number, now: number): TransactionsTable {
  return { hash, batch, raw: bytesOf(raw), sent_at_ms: now };
}

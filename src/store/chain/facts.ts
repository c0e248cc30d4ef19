import type { Kysely } from "kysely";
import type { Bytes32 } from "../../domain/entry.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Database } from "../open-database.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";

/** The last block whose logs are in the store. */
export interface Checkpoint {
  readonly block: number;
  readonly hash: Bytes32;
  readonly timestamp: number;
}

export const readPinnedChain = (db: Database) => readFact<PinnedChain>(db.reader, "chain");
export const pinChain = transaction(import.meta.url, "pinChain", (tx, chain: PinnedChain) =>
  writeFact(tx, "chain", chain),
);

export const readCheckpoint = (db: Database) => readFact<Checkpoint>(db.reader, "checkpoint");

/**
 * Moves the checkpoint; part of the transaction that writes, or undoes, what the blocks between hold, and first in it: of
 * two gateways that both take themselves for the leading one, the second then writes nothing.
 *
 * @param from what the checkpoint is taken for; anything, when none is stored yet.
 * @returns `false`, and moves nothing, when it is another.
 */
export async function moveCheckpoint(tx: Kysely<Schema>, from: Checkpoint, to: Checkpoint): Promise<boolean> {
  const value = checkpointText(to);
  const moved = await tx
    .insertInto("facts")
    .values({ name: "checkpoint", value })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet({ value }).where("facts.value", "=", checkpointText(from)),
    )
    .returning("name")
    .executeTakeFirst();
  return moved !== undefined;
}

const checkpointText = ({ block, hash, timestamp }: Checkpoint) => JSON.stringify({ block, hash, timestamp });

/** How often followed blocks were undone: whatever was read before the last time may have changed since. */
export const readUndoings = async (db: Kysely<Schema>): Promise<number> =>
  (await readFact<{ times: number }>(db, "undoings"))?.times ?? 0;

/** Counts one more; part of the transaction that undoes. */
export const countUndoing = async (tx: Kysely<Schema>) =>
  writeFact(tx, "undoings", { times: (await readUndoings(tx)) + 1 });

export async function readFact<T>(db: Kysely<Schema>, name: string): Promise<T | undefined> {
  const row = await db.selectFrom("facts").select("value").where("name", "=", name).executeTakeFirst();
  return row && (JSON.parse(row.value) as T);
}

export async function writeFact(db: Kysely<Schema>, name: string, value: object): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto("facts")
    .values({ name, value: text })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: text }))
    .execute();
}

/**
 * A key that the gateways of this database share and nobody else knows: made when it is first asked for.
 *
 * @param made 32 random bytes, hexadecimal, which become the key unless there is one.
 */
export const sharedKey = transaction(
  import.meta.url,
  "sharedKey",
  async (tx, name: "page-tokens", made: string): Promise<string> => {
    await tx
      .insertInto("facts")
      .values({ name, value: JSON.stringify(made) })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute();
    return (await readFact<string>(tx, name)) ?? made;
  },
);

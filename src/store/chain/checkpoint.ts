import type { Kysely } from "kysely";
import type { Bytes32 } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import type { Schema } from "../schema.ts";
import { readValue, writeValue } from "../single-values.ts";

/** The last block whose logs are in the store. */
export interface Checkpoint {
  readonly block: number;
  readonly hash: Bytes32;
  /** Unix seconds. */
  readonly timestamp: number;
}

export const readCheckpoint = (db: Database) => readValue<Checkpoint>(db.reader, "checkpoint");

/**
 * Moves the checkpoint, as the first act of the transaction that stores or undoes blocks. When two gateways both believe
 * that they lead, the second one then writes nothing.
 *
 * @param from where the caller believes the checkpoint to be; ignored while none is stored.
 * @returns `false`, and moves nothing, when it is elsewhere.
 */
export async function moveCheckpoint(tx: Kysely<Schema>, from: Checkpoint, to: Checkpoint): Promise<boolean> {
  const value = checkpointText(to);
  const moved = await tx
    .insertInto("single_values")
    .values({ name: "checkpoint", value })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet({ value }).where("single_values.value", "=", checkpointText(from)),
    )
    .returning("name")
    .executeTakeFirst();
  return moved !== undefined;
}

const checkpointText = ({ block, hash, timestamp }: Checkpoint) => JSON.stringify({ block, hash, timestamp });

/** How often followed blocks were undone. What was read before the last time may have changed since. */
export const readUndoings = async (db: Kysely<Schema>): Promise<number> =>
  (await readValue<{ times: number }>(db, "undoings"))?.times ?? 0;

/** Part of the transaction that undoes blocks. */
export const countUndoing = async (tx: Kysely<Schema>) =>
  writeValue(tx, "undoings", { times: (await readUndoings(tx)) + 1 });

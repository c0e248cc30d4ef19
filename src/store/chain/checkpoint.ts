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
 * Moves the checkpoint, as the first step of the transaction that stores or undoes blocks. When two gateways both act
 * as leader, the second one writes nothing.
 *
 * @param from The checkpoint that the caller expects; ignored while none is stored.
 * @returns `false`, without a change, when another checkpoint is stored.
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

/** The number of times that followed blocks were undone. Data read before the last time may have changed since. */
export const readUndoings = async (db: Kysely<Schema>): Promise<number> =>
  (await readValue<{ times: number }>(db, "undoings"))?.times ?? 0;

/** Counts an undoing, within the transaction that undoes blocks. */
export const countUndoing = async (tx: Kysely<Schema>) =>
  writeValue(tx, "undoings", { times: (await readUndoings(tx)) + 1 });

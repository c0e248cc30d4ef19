import type { Hex } from "../../domain/entry.ts";
import { type Checkpoint, moveCheckpoint } from "../chain/checkpoint.ts";
import type { Database } from "../open-database.ts";
import { readValue, writeValue } from "../single-values.ts";
import { transaction } from "../transaction.ts";
import { type ActChanges, storeActs } from "./store-acts.ts";

/** The address of the followed CooperationLedger; `undefined` while the store follows none. */
export async function readPinnedCooperation(db: Database): Promise<Hex | undefined> {
  return (await readValue<{ readonly address: Hex }>(db.reader, "cooperation"))?.address;
}

/**
 * Pins the ledger of cooperation, with its acts up to the checkpoint. From then on the follower stores its acts. Blocks
 * that were followed without the ledger cannot be undone any more, because what their acts changed is not kept with them.
 *
 * @returns `false`, without a change, when another checkpoint is stored.
 */
export const pinCooperation = transaction(
  import.meta.url,
  "pinCooperation",
  async (tx, address: Hex, changes: ActChanges, checkpoint: Checkpoint | undefined): Promise<boolean> => {
    if (checkpoint !== undefined && !(await moveCheckpoint(tx, checkpoint, checkpoint))) return false;
    await writeValue(tx, "cooperation", { address });
    await storeActs(tx, changes);
    if (changes.acts.length > 0)
      await tx
        .deleteFrom("blocks")
        .where("number", "<", checkpoint?.block ?? 0)
        .execute();
    return true;
  },
);

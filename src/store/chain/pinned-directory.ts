import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import type { Hex } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { readValue, writeValue } from "../single-values.ts";
import { transaction } from "../transaction.ts";
import { type Checkpoint, moveCheckpoint } from "./checkpoint.ts";
import { memberChangeToRow } from "./member-changes.ts";

/** The address of the followed MemberDirectory; `undefined` while the store follows none. */
export async function readPinnedDirectory(db: Database): Promise<Hex | undefined> {
  return (await readValue<{ readonly address: Hex }>(db.reader, "directory"))?.address;
}

/**
 * Pins the directory, with its changes up to the checkpoint. From then on the follower stores its changes.
 *
 * @returns `false`, without a change, when another checkpoint is stored.
 */
export const pinDirectory = transaction(
  import.meta.url,
  "pinDirectory",
  async (
    tx,
    address: Hex,
    changes: readonly FollowedChange[],
    checkpoint: Checkpoint | undefined,
  ): Promise<boolean> => {
    if (checkpoint !== undefined && !(await moveCheckpoint(tx, checkpoint, checkpoint))) return false;
    await writeValue(tx, "directory", { address });
    await bulkInsert(tx, "member_changes", changes.map(memberChangeToRow), "do nothing");
    return true;
  },
);

import type { Kysely } from "kysely";
import type { MatterId } from "../../domain/cooperation/act.ts";
import type { OpenedItem, SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import type { FollowedAct, FollowedActRefusal, FollowedMatter } from "../../domain/followed.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { overwrite } from "../query/overwrite.ts";
import type { Schema } from "../schema.ts";
import { actRefusalToRow, actToRow, itemToRow, matterToRow, seatToRow } from "./rows.ts";

/** What the acts of consecutive blocks changed. */
export interface ActChanges {
  readonly acts: readonly FollowedAct[];
  readonly actRefusals: readonly FollowedActRefusal[];
  /** Final states of all changed matters, seats and items. */
  readonly matters: ReadonlyMap<MatterId, FollowedMatter>;
  readonly seats: readonly SeatRecord[];
  readonly items: readonly OpenedItem[];
}

/** Stores the acts of blocks and what they changed. Part of the transaction that stores the blocks. */
export async function storeActs(tx: Kysely<Schema>, changes: ActChanges): Promise<void> {
  const { acts, actRefusals, matters, seats, items } = changes;
  await bulkInsert(tx, "acts", acts.map(actToRow));
  await bulkInsert(tx, "act_refusals", actRefusals.map(actRefusalToRow));
  await bulkInsert(
    tx,
    "matters",
    Array.from(matters, ([id, matter]) => matterToRow(id, matter)),
    OVERWRITE_MATTER,
  );
  await bulkInsert(tx, "matter_seats", seats.map(seatToRow), OVERWRITE_SEAT);
  await bulkInsert(tx, "matter_items", items.map(itemToRow), OVERWRITE_ITEM);
}

const OVERWRITE_MATTER = overwrite("id", [
  "head",
  "state",
  "sequence",
  "opener",
  "answerer",
  "parties",
  "signed",
  "suspensions",
  "agreeing",
  "ends_at",
  "period",
  "code",
  "measures",
  "round",
  "updated_at",
  "updated_position",
]);
const OVERWRITE_SEAT = overwrite("matter, participant", [
  "directions",
  "named",
  "signed",
  "suspended",
  "task",
  "agreed_round",
]);
const OVERWRITE_ITEM = overwrite("hash", ["state", "consent_to", "code", "ends_at"]);

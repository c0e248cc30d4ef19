import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { OPEN_END } from "../../domain/audience/entitlement.ts";
import { positionOf } from "../../domain/position.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { forgetRecorded } from "../epcis/carriers.ts";
import { undoActs } from "../cooperation/undo-acts.ts";
import { undoPlans } from "../exchange/undo-plans.ts";
import { countUndoing, moveCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { caseToRow, shipmentToRow } from "./rows.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import { storeParticipants } from "./store-blocks.ts";
import { transaction } from "../transaction.ts";

/** The tables of submissions with the logs that settle them. */
const UNDONE_SUBMISSIONS = [
  ["submissions", ["entries", "refusals"]],
  ["act_submissions", ["acts", "act_refusals"]],
] as const;

/** The followed blocks that can be undone, newest first. */
export async function readKeptBlocks(db: Database): Promise<Checkpoint[]> {
  return db.reader
    .selectFrom("blocks")
    .select(["number as block", "hash", "timestamp"])
    .orderBy("number", "desc")
    .execute();
}

/**
 * Undoes every block above `to`, which must be kept: every row returns to its state after block `to`. A submission that
 * an undone block settled is open again, so that the pipeline sends it to the new chain.
 *
 * @param from The expected checkpoint.
 * @returns `false`, without a change, when another checkpoint is stored.
 */
export const undoBlocksAbove = transaction(
  import.meta.url,
  "undoBlocksAbove",
  async (tx, to: Checkpoint, from: Checkpoint): Promise<boolean> => {
    if (!(await moveCheckpoint(tx, from, to))) return false;
    await countUndoing(tx);
    const undone = await tx
      .selectFrom("blocks")
      .select("before")
      .where("number", ">", to.block)
      .orderBy("number", "desc")
      .execute();
    const befores = undone.map(({ before }) => fromJsonText(before));

    const removed = await tx.selectFrom("entries").select("hash").where("block", ">", to.block).execute();
    const hashes = removed.map(({ hash }) => hash);
    const reopen = { state: "accepted", entry: null, code: null, facts: null, settled_at_ms: null } as const;
    for (const [table, logs] of UNDONE_SUBMISSIONS)
      for (const log of logs) {
        const settled = await tx.selectFrom(log).select("hash").where("block", ">", to.block).execute();
        const settledBy = settled.map(({ hash }) => hash);
        await tx
          .updateTable(table)
          .set(reopen)
          .where(oneOf(tx, "entry", settledBy))
          .execute();
      }
    await tx.updateTable("batches").set({ state: "pending", block: null }).where("block", ">", to.block).execute();
    await tx
      .deleteFrom("successors")
      .where(oneOf(tx, "successor", hashes))
      .execute();
    await tx.deleteFrom("entries").where("block", ">", to.block).execute();
    await tx.deleteFrom("refusals").where("block", ">", to.block).execute();
    await tx.deleteFrom("member_changes").where("block", ">", to.block).execute();
    const undoneFrom = positionOf(to.block + 1, 0);
    await forgetRecorded(tx, undoneFrom);
    await undoPlans(tx, undoneFrom);
    await tx.deleteFrom("shipment_countries").where("position", ">=", undoneFrom).execute();
    await tx.deleteFrom("entitlements").where("since_position", ">=", undoneFrom).execute();
    await tx
      .updateTable("entitlements")
      .set({ until_position: OPEN_END })
      .where("until_position", ">=", undoneFrom)
      .execute();

    await undoActs(tx, to.block, befores);

    // The image of the oldest undone block is the right one, so it is applied last.
    const shipments = new Map(befores.flatMap(({ shipments }) => shipments));
    const cases = new Map(befores.flatMap(({ cases }) => cases));
    const participants = new Map(befores.flatMap(({ participants }) => participants));
    await tx
      .deleteFrom("shipments")
      .where(oneOf(tx, "id", [...shipments.keys()]))
      .execute();
    await bulkInsert(
      tx,
      "shipments",
      Array.from(shipments).flatMap(([id, shipment]) => (shipment === null ? [] : [shipmentToRow(id, shipment)])),
    );
    await tx
      .deleteFrom("cases")
      .where(oneOf(tx, "hold", [...cases.keys()]))
      .execute();
    await bulkInsert(
      tx,
      "cases",
      Array.from(cases).flatMap(([hold, followed]) => (followed === null ? [] : [caseToRow(hold, followed)])),
    );
    await tx
      .deleteFrom("participants")
      .where(oneOf(tx, "id", [...participants.keys()]))
      .execute();
    await tx
      .deleteFrom("keys")
      .where(oneOf(tx, "participant", [...participants.keys()]))
      .execute();
    await storeParticipants(
      tx,
      [...participants.values()].filter((participant) => participant !== null),
    );

    await tx.deleteFrom("blocks").where("number", ">", to.block).execute();
    return true;
  },
);

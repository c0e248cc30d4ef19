import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Closes the parcels of undone entries, and has the lanes plan the entries that replace them. */
export async function undoPlans(tx: Kysely<Schema>, undoneFrom: number): Promise<void> {
  const last = undoneFrom - 1;
  await tx
    .updateTable("exchange_parcels")
    .set({ state: "closed", reason: "undone" })
    .where("position", ">=", undoneFrom)
    .where("state", "in", ["due", "sealed"])
    .execute();
  for (const column of ["planned_to", "history_to", "history_end", "acts_to"] as const) {
    await tx
      .updateTable("exchange_lanes")
      .set({ [column]: last })
      .where(column, ">", last)
      .execute();
  }
}

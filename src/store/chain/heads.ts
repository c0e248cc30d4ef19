import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { oneOf } from "../one-of.ts";
import type { Database } from "../open-database.ts";

/** The heads of these shipments as followed; a shipment that the chain does not know is left out. */
export async function readHeads(db: Database, ids: readonly ShipmentId[]): Promise<Map<ShipmentId, EntryHash>> {
  if (ids.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("shipments")
    .select(["id", "head"])
    .where(oneOf(db.reader, "id", ids))
    .execute();
  return new Map(rows.map(({ id, head }) => [id, head]));
}

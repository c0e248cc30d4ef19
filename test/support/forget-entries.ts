import type { ShipmentId } from "../../src/domain/entry.ts";
import { transaction } from "../../src/store/transaction.ts";

/**
 * Deletes a shipment's entries after the first and keeps its state. A reader in several steps finds this during a
 * reorganisation: the state names a head that no longer exists.
 */
export const forgetEntries = transaction(import.meta.url, "forgetEntries", async (tx, shipment: ShipmentId) => {
  await tx.deleteFrom("entries").where("shipment", "=", shipment).where("sequence", ">", 1).execute();
});

import type { ShipmentId } from "../../src/domain/entry.ts";
import { transaction } from "../../src/store/transaction.ts";

/**
 * Leaves a shipment as whoever reads it in several steps finds it while a reorganisation undoes its entries: its state
 * was read with a head that is not there any more.
 */
export const forgetEntries = transaction(import.meta.url, "forgetEntries", async (tx, shipment: ShipmentId) => {
  await tx.deleteFrom("entries").where("shipment", "=", shipment).where("sequence", ">", 1).execute();
});

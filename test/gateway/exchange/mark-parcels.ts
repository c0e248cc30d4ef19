import type { ParcelsTable } from "../../../src/store/exchange/tables.ts";
import { undoPlans } from "../../../src/store/exchange/undo-plans.ts";
import { transaction } from "../../../src/store/transaction.ts";

/** Sets the state of all parcels of a recipient, as if its lane had brought it about. */
export const markParcels = transaction(
  import.meta.url,
  "markParcels",
  async (tx, recipient: number, set: Partial<Pick<ParcelsTable, "state">>) => {
    await tx.updateTable("exchange_parcels").set(set).where("recipient", "=", recipient).execute();
  },
);

/** Undoes the plans for entries from a position on, as the undoing of their blocks does. */
export const undoPlansFrom = transaction(import.meta.url, "undoPlansFrom", undoPlans);

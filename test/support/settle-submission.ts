import { transaction } from "../../src/store/transaction.ts";

/** Has a submission be recorded already, as the store is told when an attempt that was given up comes back. */
export const settleSubmission = transaction(import.meta.url, "settleSubmission", (tx, id: number) =>
  tx.updateTable("submissions").set({ state: "recorded" }).where("id", "=", id).execute(),
);

import { transaction } from "../../src/store/transaction.ts";

/** Marks a submission as recorded, as the store does when an abandoned attempt is recorded after all. */
export const settleSubmission = transaction(import.meta.url, "settleSubmission", (tx, id: number) =>
  tx.updateTable("submissions").set({ state: "recorded" }).where("id", "=", id).execute(),
);

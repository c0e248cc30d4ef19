import { transaction } from "../../src/store/transaction.ts";

/** Takes a table away, so that whatever needs it fails until it has its name again. */
export const renameTable = transaction(import.meta.url, "renameTable", (tx, from: string, to: string) =>
  tx.schema.alterTable(from).renameTo(to).execute(),
);

import { transaction } from "../../src/store/transaction.ts";

/** Renames a table, so that every use of it fails until it has its name back. */
export const renameTable = transaction(import.meta.url, "renameTable", (tx, from: string, to: string) =>
  tx.schema.alterTable(from).renameTo(to).execute(),
);

import type { Insertable } from "kysely";
import type { Database } from "../../src/store/open-database.ts";
import { bulkInsert } from "../../src/store/query/bulk-insert.ts";
import type { Schema } from "../../src/store/schema.ts";
import { transaction } from "../../src/store/transaction.ts";

type Table = keyof Schema & string;

const replace = transaction(
  import.meta.url,
  "replaceRows",
  async (tx, table: Table, rows: readonly Insertable<Schema[Table]>[]) => {
    await tx.deleteFrom(table).execute();
    await bulkInsert(tx, table, rows);
  },
);

/** Writes all rows of a table directly, without the gateway's checks and effects. */
export function replaceRows<T extends Table>(db: Database, table: T, rows: readonly Insertable<Schema[T]>[]) {
  return replace(db, table, rows);
}

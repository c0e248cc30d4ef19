import type { Insertable } from "kysely";
import { bulkInsert } from "../../src/store/query/bulk-insert.ts";
import type { Database } from "../../src/store/open-database.ts";
import type { Schema } from "../../src/store/schema.ts";
import { transaction } from "../../src/store/transaction.ts";

type Table = keyof Schema & string;

const insert = transaction(
  import.meta.url,
  "insertRows",
  (tx, table: Table, rows: readonly Insertable<Schema[Table]>[]) => bulkInsert(tx, table, rows),
);

/** Writes rows directly, without the gateway's checks and effects. */
export function insertRows<T extends Table>(db: Database, table: T, rows: readonly Insertable<Schema[T]>[]) {
  return insert(db, table, rows);
}

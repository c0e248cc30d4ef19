import { sql, SqliteAdapter, type Kysely, type RawBuilder, type SqlBool } from "kysely";
import type { Schema } from "../schema.ts";

/**
 * SQL: whether `column` is one of `values`. They are one parameter, so that text and plan of the statement do not
 * depend on their number.
 */
export function oneOf(db: Kysely<Schema>, column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> {
  return db.getExecutor().adapter instanceof SqliteAdapter
    ? sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
    : sql`${sql.ref(column)} = any(${values})`;
}

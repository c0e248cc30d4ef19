import { sql, SqliteAdapter, type Kysely, type RawBuilder, type SqlBool } from "kysely";
import type { Schema } from "../schema.ts";

/**
 * `column` is one of `values`, however many: they are one parameter, so that the statement's text, and with it its plan,
 * stays the same.
 */
export function oneOf(db: Kysely<Schema>, column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> {
  return db.getExecutor().adapter instanceof SqliteAdapter
    ? sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
    : sql`${sql.ref(column)} = any(${values})`;
}

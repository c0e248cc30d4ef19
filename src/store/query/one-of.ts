import { sql, type Kysely, type RawBuilder, type SqlBool } from "kysely";
import type { Schema } from "../schema.ts";
import { isSqlite } from "./is-sqlite.ts";

/**
 * SQL: whether `column` is one of `values`. They are one parameter, so that text and plan of the statement do not
 * depend on their number.
 */
export function oneOf(db: Kysely<Schema>, column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> {
  return isSqlite(db)
    ? sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
    : sql`${sql.ref(column)} = any(${values})`;
}

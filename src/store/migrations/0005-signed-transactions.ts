import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

/**
 * Stores signed transactions as bytes, half as long as hexadecimal, and drops the columns that repeat their content.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table attempts drop column previous`.execute(db);
  await sql`alter table attempts drop column signature`.execute(db);
  await (
    isSqlite(db)
      ? sql`update transactions set raw = unhex(substr(raw, 3))`
      : sql`alter table transactions alter column raw type bytea using decode(substr(raw, 3), 'hex')`
  ).execute(db);
}

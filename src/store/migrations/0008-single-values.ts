import { sql, type Kysely } from "kysely";

/** Renames the table of single values after its content, because facts elsewhere are always those of an error. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table facts rename to single_values`.execute(db);
}

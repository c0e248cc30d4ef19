import { sql, type Kysely } from "kysely";

/** Names the table of single values after what it holds: facts are those of an error everywhere else. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table facts rename to single_values`.execute(db);
}

import { sql, type Kysely } from "kysely";

/** Adds the index with which `acceptRequests` finds the earlier submission of a prepared entry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index submissions_prepared on submissions (commitment) where previous is not null`.execute(db);
}

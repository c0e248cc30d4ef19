import { sql, type Kysely } from "kysely";

/** Finds an entry that was prepared, and sent before (`acceptRequests`). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index submissions_prepared on submissions (commitment) where previous is not null`.execute(db);
}

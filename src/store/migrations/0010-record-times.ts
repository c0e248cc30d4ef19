import { sql, type Kysely } from "kysely";

/** Times of recording in milliseconds: the times from which events are found, which are not the times of blocks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table epcis_events add column recorded_at_ms bigint`.execute(db);
  await sql`update epcis_events set recorded_at_ms = recorded_at * 1000 where recorded_at is not null`.execute(db);
  await sql`alter table epcis_events drop column recorded_at`.execute(db);
  await sql`create index epcis_events_recorded on epcis_events (recorded_at_ms)`.execute(db);
}

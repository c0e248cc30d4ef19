import { sql, type Kysely } from "kysely";

/** The changes of the directory of members. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table member_changes (
    position bigint primary key, participant bigint not null, change_hash text not null, event text not null,
    signature text not null, block bigint not null, recorded_at bigint not null, transaction_hash text not null
  )`.execute(db);
  await sql`create index member_changes_participant on member_changes (participant, position)`.execute(db);
  await sql`create index member_changes_block on member_changes (block)`.execute(db);
}

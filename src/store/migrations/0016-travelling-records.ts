import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

/**
 * Records of acts that arrive from other gateways: whole with a seed, or in part with the disclosure that proves it; and
 * how far the lanes have planned the acts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table exchange_lanes add column acts_to bigint not null default 0`.execute(db);
  if (!isSqlite(db)) {
    await sql`alter table act_records alter column seed drop not null`.execute(db);
    await sql`alter table act_records add column view bigint not null default 3`.execute(db);
    await sql`alter table act_records add column disclosure text`.execute(db);
    return;
  }
  await sql`create table records (commitment text not null, author integer not null, body text not null, seed text,
    view integer not null default 3, disclosure text, primary key (commitment, author))`.execute(db);
  await sql`insert into records (commitment, author, body, seed)
    select commitment, author, body, seed from act_records`.execute(db);
  await sql`drop table act_records`.execute(db);
  await sql`alter table records rename to act_records`.execute(db);
}

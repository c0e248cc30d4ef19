import { sql, type Kysely } from "kysely";

const COLUMNS = [
  "jurisdiction text not null default '0x0000'",
  "remedy_until bigint not null default 0",
  "tribunal bigint not null default 0",
  "instance bigint not null default 0",
  "custodian_standing bigint not null default 0",
  "consignor_standing bigint not null default 0",
  "charged bigint not null default 0",
  "exempt bigint not null default 0",
  "profile text not null default '0x00000000'",
];

/** What a case records of due process. A single notice for all parties gave way to the standing of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS) await sql`alter table cases add column ${sql.raw(column)}`.execute(db);
  await sql`alter table cases drop column notified`.execute(db);
}

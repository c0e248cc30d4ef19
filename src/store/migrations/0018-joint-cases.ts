import { sql, type Kysely } from "kysely";

const COLUMNS = [
  "matters add column round bigint not null default 0",
  "matter_seats add column task bigint not null default 0",
  "matter_seats add column agreed_round bigint not null default 0",
];

/** The tasks of the members of joint cases, and the rounds in which they agreed to prolong them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS) await sql`alter table ${sql.raw(column)}`.execute(db);
}

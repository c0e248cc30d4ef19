import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

/** Tables that are read only by shipment: with the shipment first, their key is the only index that they need. */
const TABLES: Readonly<Record<string, readonly [column: string, type: string][]>> = {
  parties: [
    ["shipment", "text"],
    ["participant", "bigint"],
  ],
  shipment_countries: [
    ["shipment", "text"],
    ["country", "text"],
    ["position", "bigint"],
  ],
};

export async function up(db: Kysely<unknown>): Promise<void> {
  const onSqlite = isSqlite(db);
  for (const [table, columns] of Object.entries(TABLES)) {
    const before = sql.table(`${table}_before`);
    const names = columns.map(([name]) => name);
    const typed = columns.map(
      ([name, type]) => `${name} ${onSqlite ? type.replace("bigint", "integer") : type} not null`,
    );
    await sql`alter table ${sql.table(table)} rename to ${before}`.execute(db);
    await sql`create table ${sql.table(table)}
      (${sql.raw(typed.join())}, primary key (${sql.raw(names.slice(0, 2).join())}))
      ${sql.raw(onSqlite ? "without rowid" : "")}`.execute(db);
    await sql`insert into ${sql.table(table)} select ${sql.raw(names.join())} from ${before}`.execute(db);
    await sql`drop table ${before}`.execute(db);
  }
  await sql`create index countries_position on shipment_countries (country, position)`.execute(db);
}

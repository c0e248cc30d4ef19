import { sql, type Kysely } from "kysely";

const TABLES: Readonly<Record<string, string>> = {
  access_records: `reader bigint not null, number bigint not null, time bigint not null, way text not null, purpose text,
    basis text, officer text, on_behalf_of bigint, entries text not null, count bigint not null, digest text not null,
    previous text not null, leaf text not null, primary key (reader, number)`,
  access_record_shipments: `shipment text not null, time bigint not null, reader bigint not null,
    number bigint not null, primary key (shipment, time, reader, number)`,
  access_heads: "reader bigint primary key, number bigint not null, leaf text not null",
  access_anchors: `reader bigint not null, first bigint not null, last bigint not null, root text not null,
    journal text not null, planned_at_ms bigint not null, submission bigint, primary key (reader, first)`,
};

/** The answers that showed payloads to authorities, and the acts that anchor them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES))
    await sql`create table ${sql.table(table)} (${sql.raw(columns)})`.execute(db);
}

import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

const INDEXES: Readonly<Record<string, string>> = {
  epcis_events_position: "epcis_events (position)",
  epcis_events_time: "epcis_events (event_time_ms, id)",
  epcis_events_commitment: "epcis_events (commitment)",
  epcis_carriers_event: "epcis_carriers (event)",
  epcis_carriers_position: "epcis_carriers (position)",
  epcis_terms_event: "epcis_terms (event, name, value)",
  epcis_numbers_event: "epcis_numbers (event, name, value)",
};

export async function up(db: Kysely<unknown>): Promise<void> {
  const onSqlite = isSqlite(db);
  // Both databases compare texts by code points, so that a prefix is a range.
  const ordered = onSqlite ? "text" : 'text collate "C"';
  const clustered = onSqlite ? " without rowid" : "";
  const tables: Readonly<Record<string, string>> = {
    epcis_events: `(id bigint primary key, key ${ordered} not null unique, event_id text not null,
      author bigint not null, commitment text not null, context text not null, event_time_ms bigint not null,
      position bigint, recorded_at bigint)`,
    epcis_carriers: `(submission bigint primary key, event bigint not null, shipment text not null, position bigint)`,
    epcis_terms: `(name ${ordered} not null, value ${ordered} not null, event bigint not null,
      primary key (name, value, event))${clustered}`,
    epcis_numbers: `(name ${ordered} not null, value double precision not null, event bigint not null,
      primary key (name, value, event))${clustered}`,
    epcis_queries: `(participant bigint not null, name ${ordered} not null, query text not null,
      created_at bigint not null, primary key (participant, name))`,
    epcis_subscriptions: `(id text primary key, participant bigint not null, query text not null, url text not null,
      signature_token text, schedule text, report_if_empty bigint not null, initial_record_time_ms bigint not null,
      cursor bigint not null, next_run_ms bigint, created_at bigint not null, disabled_at bigint)`,
    epcis_revoked_tokens: "(digest text primary key, expires_at bigint not null)",
  };
  for (const [table, columns] of Object.entries(tables)) {
    await sql`create table ${sql.table(table)} ${sql.raw(columns)}`.execute(db);
  }
  for (const [index, target] of Object.entries(INDEXES)) {
    await sql`create index ${sql.table(index)} on ${sql.raw(target)}`.execute(db);
  }
}

import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

/** The exchange with other gateways; and payloads of which only a part is held. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const bytes = sql.raw(isSqlite(db) ? "blob" : "bytea");
  await sql`alter table payloads add column view bigint not null default 3`.execute(db);
  await sql`alter table payloads add column disclosure text`.execute(db);
  await sql`update payloads set view = 0 where body is null`.execute(db);
  await sql`create table exchange_lanes (recipient bigint primary key, planned_to bigint not null,
    history_to bigint not null, history_end bigint not null, contacted_at_ms bigint not null,
    attempts bigint not null, due_at_ms bigint not null, problem text)`.execute(db);
  await sql`create table exchange_reviews (recipient bigint not null, shipment text not null,
    primary key (recipient, shipment))`.execute(db);
  await sql`create table exchange_parcels (recipient bigint not null, entry text not null, position bigint not null,
    sender bigint not null, rule text not null, view bigint not null, history bigint not null, state text not null,
    attempts bigint not null, due_at_ms bigint not null, sequence bigint, parcel text, receipt text, signed text,
    settled_at_ms bigint, primary key (recipient, entry))`.execute(db);
  await sql`create index exchange_parcels_due on exchange_parcels (recipient, history, position)
    where state = 'due'`.execute(db);
  await sql`create index exchange_parcels_parcel on exchange_parcels (parcel)`.execute(db);
  await sql`create index exchange_parcels_entry on exchange_parcels (entry)`.execute(db);
  await sql`create table exchange_windows (sender bigint not null, recipient bigint not null, body ${bytes} not null,
    primary key (sender, recipient))`.execute(db);
  await sql`create table exchange_sequences (sender bigint not null, recipient bigint not null,
    sequence bigint not null, parcel text not null, primary key (sender, recipient))`.execute(db);
  await sql`create table exchange_arrivals (parcel text primary key, sender bigint not null, recipient bigint not null,
    entry text, sequence bigint not null, receipt text not null, arrived_at_ms bigint not null)`.execute(db);
  await sql`create index exchange_arrivals_entry on exchange_arrivals (entry)`.execute(db);
  await sql`create table exchange_nonces (sender bigint not null, nonce text not null, expires bigint not null,
    primary key (sender, nonce))`.execute(db);
  await sql`create index exchange_nonces_expires on exchange_nonces (expires)`.execute(db);
}

import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

/**
 * The exchange with other gateways; payloads of which only a part is held; and EPCIS events that arrive from other
 * gateways, whose carriers are recorded entries rather than submissions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const bytes = sql.raw(isSqlite(db) ? "blob" : "bytea");
  await sql`alter table payloads add column view bigint not null default 3`.execute(db);
  await sql`alter table payloads add column disclosure text`.execute(db);
  await sql`update payloads set view = 0 where body is null`.execute(db);
  await addAuthorToKey(db);
  await sql`create table exchange_lanes (recipient bigint primary key, basis text not null, planned_to bigint not null,
    history_to bigint not null, history_end bigint not null, contacted_at_ms bigint not null,
    attempts bigint not null, due_at_ms bigint not null, problem text)`.execute(db);
  await sql`create table exchange_reviews (recipient bigint not null, shipment text not null,
    primary key (recipient, shipment))`.execute(db);
  await sql`create table exchange_parcels (recipient bigint not null, entry text not null, position bigint not null,
    sender bigint not null, rule text not null, view bigint not null, history bigint not null, state text not null,
    attempts bigint not null, due_at_ms bigint not null, sequence bigint, parcel text, receipt text, signed text,
    offered_at_ms bigint, settled_at_ms bigint, widened bigint not null, reason text, primary key (recipient, entry))`.execute(
    db,
  );
  await sql`create index exchange_parcels_due on exchange_parcels (recipient, history, due_at_ms, position)
    where state = 'due'`.execute(db);
  await sql`create index exchange_parcels_sealed on exchange_parcels (recipient) where state = 'sealed'`.execute(db);
  await sql`create index exchange_parcels_unsettled on exchange_parcels (recipient, position)
    where state <> 'settled'`.execute(db);
  await sql`create index exchange_parcels_parcel on exchange_parcels (parcel)`.execute(db);
  await sql`create index exchange_parcels_entry on exchange_parcels (entry)`.execute(db);
  await sql`create table exchange_receipts (id text primary key, item text not null)`.execute(db);
  await sql`create table exchange_windows (sender bigint not null, recipient bigint not null, sequence bigint not null,
    body ${bytes} not null, primary key (recipient, sender, sequence))`.execute(db);
  await sql`create table exchange_sequences (sender bigint not null, recipient bigint not null,
    sequence bigint not null, parcel text not null, missing bigint not null, fork bigint, forked_at_ms bigint,
    primary key (sender, recipient))`.execute(db);
  await sql`create table exchange_arrivals (parcel text primary key, sender bigint not null, recipient bigint not null,
    entry text, view bigint not null, sequence bigint not null, receipt text not null, final bigint not null, item text, arrived_at_ms bigint not null)`.execute(
    db,
  );
  await sql`create index exchange_arrivals_entry on exchange_arrivals (entry)`.execute(db);
  await sql`create index exchange_arrivals_number on exchange_arrivals (sender, recipient, sequence)`.execute(db);
  await sql`create index exchange_arrivals_refused on exchange_arrivals (arrived_at_ms)
    where view = 0 and item is null`.execute(db);
  await sql`create index exchange_arrivals_items on exchange_arrivals (sender) where item is not null`.execute(db);
  await sql`create table exchange_erasures (recipient bigint not null, entry text not null, author bigint not null,
    erased_at bigint not null, ground text not null, state text not null, attempts bigint not null,
    due_at_ms bigint not null, kept_until bigint, kept_ground text, answer text,
    primary key (recipient, entry))`.execute(db);
  await sql`create index exchange_erasures_due on exchange_erasures (due_at_ms) where state <> 'erased'`.execute(db);
  await sql`create index exchange_erasures_entry on exchange_erasures (entry)`.execute(db);
  await sql`create table exchange_news (number bigint primary key, entry text not null, view bigint not null,
    unique (entry, view))`.execute(db);
  await sql`alter table webhooks add column arrived bigint not null default 0`.execute(db);
  await sql`create table exchange_heals (reader bigint primary key)`.execute(db);
  await sql`create table exchange_comparisons (reader bigint not null, holder bigint not null,
    compared_at_ms bigint not null, steps text not null, primary key (reader, holder))`.execute(db);
  await sql`create table exchange_nonces (sender bigint not null, nonce text not null, expires bigint not null,
    primary key (sender, nonce))`.execute(db);
  await sql`create index exchange_nonces_expires on exchange_nonces (expires)`.execute(db);
  await sql`create table exchange_wanted (entry text primary key, position bigint not null, reader bigint not null,
    view bigint not null, since_ms bigint not null, asked text not null, rounds bigint not null,
    due_at_ms bigint not null, answer text)`.execute(db);
  await sql`create index exchange_wanted_due on exchange_wanted (due_at_ms)`.execute(db);
  await indexCarriersByEntry(db);
}

/**
 * Keys the carriers of events by the position of their entries. Their order so far is the order of finding, and later
 * numbers are higher than every position that a subscription or a page token has.
 */
async function indexCarriersByEntry(db: Kysely<unknown>): Promise<void> {
  await sql`create table carriers (position bigint primary key, event bigint not null, shipment text not null,
    found bigint not null)`.execute(db);
  await sql`insert into carriers select position, event, shipment, position from epcis_carriers
    where position is not null`.execute(db);
  await sql`drop table epcis_carriers`.execute(db);
  await sql`alter table carriers rename to epcis_carriers`.execute(db);
  await sql`create index epcis_carriers_event on epcis_carriers (event)`.execute(db);
  await sql`create index epcis_carriers_shipment on epcis_carriers (shipment, event)`.execute(db);
  await sql`create index epcis_carriers_found on epcis_carriers (found)`.execute(db);
  await sql`alter table epcis_events rename column position to found`.execute(db);
  await sql`insert into single_values (name, value)
    select 'epcis_found', cast(coalesce(max(position), 0) as text) from entries`.execute(db);
  await sql`create index entries_commitment on entries (substr(commitment, 1, 18))`.execute(db);
}

/**
 * Adds the author to the key of payloads. Any member can repeat a commitment in an entry of its own. Its payload must
 * not take the place of another member's that arrives later.
 */
async function addAuthorToKey(db: Kysely<unknown>): Promise<void> {
  if (!isSqlite(db)) {
    await sql`alter table payloads drop constraint payloads_pkey`.execute(db);
    await sql`alter table payloads add primary key (commitment, author)`.execute(db);
    return;
  }
  const columns = sql.raw("commitment, body, seed, summary, countries, author, erased_at, view, disclosure");
  await sql`create table payloads_by_author (commitment text not null, body text, seed text, summary text,
    countries text not null, author integer not null, erased_at integer, view integer not null default 3, disclosure text,
    primary key (commitment, author))`.execute(db);
  await sql`insert into payloads_by_author (${columns}) select ${columns} from payloads`.execute(db);
  await sql`drop table payloads`.execute(db);
  await sql`alter table payloads_by_author rename to payloads`.execute(db);
}

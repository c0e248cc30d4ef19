import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";

/**
 * One schema for SQLite and PostgreSQL. Numbers are `bigint`, which `openPostgresPool` returns as numbers. On SQLite
 * they are `integer`, also of 64 bits: a primary key of one `integer` is the table's own order and needs no index.
 */
const TABLES: Readonly<Record<string, string>> = {
  facts: "name text primary key, value text not null",
  participants:
    "id bigint primary key, name text not null, roles bigint not null, jurisdiction text not null, suspended bigint not null",
  keys: "address text primary key, participant bigint not null, valid_from bigint not null, valid_until bigint not null",
  blocks: "number bigint primary key, hash text not null, timestamp bigint not null, before text not null",
  entries: `position bigint primary key, hash text not null unique, shipment text not null, sequence bigint not null,
    previous text not null, kind bigint not null, author bigint not null, counterparty bigint not null,
    refers_to text not null, occurred_at bigint not null, commitment text not null, signature text not null,
    block bigint not null, recorded_at bigint not null, transaction_hash text not null`,
  refusals: `position bigint primary key, hash text not null, shipment text not null, kind bigint not null,
    author bigint not null, code text not null, facts text not null, block bigint not null,
    transaction_hash text not null`,
  shipments: `id text primary key, head text not null, custodian bigint not null, consignor bigint not null,
    offered_to bigint not null, sequence bigint not null, contents bigint not null, open_cases bigint not null,
    open_remedies bigint not null, height bigint not null, phase bigint not null, container text not null,
    began_at bigint not null, updated_at bigint not null, updated_position bigint not null`,
  cases: `hold text primary key, shipment text not null, agency bigint not null, custodian bigint not null,
    notified bigint not null, contested bigint not null, seized bigint not null, closed bigint not null,
    opened_at bigint not null, notified_at bigint not null, closed_at bigint not null`,
  successors: `shipment text not null, author bigint not null, entry text not null, successor text not null,
    primary key (shipment, author, entry)`,
  parties: "shipment text not null, participant bigint not null, primary key (participant, shipment)",
  shipment_countries: "shipment text not null, country text not null, primary key (country, shipment)",
  identities: `shipment text primary key, identifier text not null, blind text not null, opened_by bigint not null`,
  payloads: `commitment text primary key, body text, seed text, summary text, countries text not null,
    author bigint not null, erased_at bigint`,
  requests: `participant bigint not null, idempotency_key text not null, digest text not null,
    results text not null, accepted_at bigint not null, primary key (participant, idempotency_key)`,
  submissions: `id bigint primary key, author bigint not null, shipment text not null, kind bigint not null,
    counterparty bigint not null, refers_to text not null, occurred_at bigint not null, commitment text not null,
    previous text, signature text, state text not null, entry text, code text, facts text,
    accepted_at_ms bigint not null, settled_at_ms bigint`,
  attempts: `hash text primary key, submission bigint not null, previous text not null, signature text not null,
    batch bigint not null`,
  batches: "id bigint primary key, relay text not null, nonce bigint not null, state text not null, block bigint",
  transactions: "hash text primary key, batch bigint not null, raw text not null, sent_at_ms bigint not null",
  api_keys: `id text primary key, participant bigint not null, label text not null, secret_hash text not null,
    scopes text not null, created_at bigint not null, expires_at bigint, revoked_at bigint`,
  webhooks: `id text primary key, participant bigint not null, url text not null, secret text not null,
    kinds text not null, cursor bigint not null, created_at bigint not null, disabled_at bigint`,
  deliveries: `id text primary key, webhook text not null, entry text not null, attempts bigint not null,
    state text not null, next_attempt_ms bigint not null, last_error text`,
};

const INDEXES: Readonly<Record<string, string>> = {
  entries_of_shipment: "entries (shipment, sequence)",
  entries_of_author: "entries (author, position)",
  entries_referring: "entries (refers_to) where kind in (6, 7)",
  entries_contesting: "entries (shipment) where kind = 13",
  refusals_hash: "refusals (hash)",
  shipments_updated: "shipments (updated_position)",
  shipments_custodian: "shipments (custodian, updated_position)",
  cases_shipment: "cases (shipment)",
  parties_shipment: "parties (shipment)",
  countries_shipment: "shipment_countries (shipment)",
  identities_identifier: "identities (identifier)",
  keys_participant: "keys (participant)",
  submissions_open: "submissions (id) where state = 'accepted'",
  attempts_submission: "attempts (submission)",
  attempts_batch: "attempts (batch)",
  batches_pending: "batches (relay, nonce) where state = 'pending'",
  transactions_batch: "transactions (batch)",
  deliveries_due: "deliveries (webhook, next_attempt_ms) where state = 'pending'",
};

/**
 * Tables whose columns all belong to the key: otherwise SQLite would store their rows a second time, in order of
 * insertion.
 */
const ALL_KEY: ReadonlySet<string> = new Set(["parties", "shipment_countries"]);

export async function up(db: Kysely<unknown>): Promise<void> {
  const onSqlite = isSqlite(db);
  for (const [table, columns] of Object.entries(TABLES)) {
    const typed = onSqlite ? columns.replaceAll("bigint", "integer") : columns;
    const options = onSqlite && ALL_KEY.has(table) ? "without rowid" : "";
    await sql`create table ${sql.table(table)} (${sql.raw(typed)}) ${sql.raw(options)}`.execute(db);
  }
  for (const [index, target] of Object.entries(INDEXES)) {
    await sql`create index ${sql.table(index)} on ${sql.raw(target)}`.execute(db);
  }
}

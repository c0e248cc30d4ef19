import { sql, type Kysely } from "kysely";

const ACT = `matter text not null, kind bigint not null, author bigint not null, counterparty bigint not null,
  refers_to text not null, occurred_at bigint not null, commitment text not null, act_until bigint not null,
  act_period bigint not null, act_code bigint not null, act_codes bigint not null`;

const TABLES: Readonly<Record<string, string>> = {
  acts: `position bigint primary key, hash text not null unique, sequence bigint not null, ${ACT}, previous text not null,
    signature text not null, block bigint not null, recorded_at bigint not null, transaction_hash text not null`,
  act_refusals: `position bigint primary key, hash text not null, matter text not null, kind bigint not null,
    author bigint not null, code text not null, facts text not null, block bigint not null,
    transaction_hash text not null`,
  matters: `id text primary key, head text not null, state bigint not null, sequence bigint not null,
    opener bigint not null, answerer bigint not null, parties bigint not null, signed bigint not null,
    suspensions bigint not null, agreeing bigint not null, ends_at bigint not null, period bigint not null,
    code bigint not null, measures bigint not null, basis text not null, terms text not null, opened_at bigint not null,
    updated_at bigint not null, updated_position bigint not null`,
  matter_seats: `matter text not null, participant bigint not null, directions bigint not null, named bigint not null,
    signed bigint not null, suspended bigint not null, primary key (matter, participant)`,
  matter_items: `hash text primary key, matter text not null, state bigint not null, author bigint not null,
    recipient bigint not null, originator bigint not null, consent_to bigint not null, code bigint not null,
    caveats bigint not null, ends_at bigint not null, jurisdiction text not null, content text not null`,
  act_submissions: `id bigint primary key, ${ACT}, previous text, signature text, state text not null, entry text,
    code text, facts text, accepted_at_ms bigint not null, settled_at_ms bigint`,
  act_records: `commitment text not null, author bigint not null, body text not null, seed text not null,
    primary key (commitment, author)`,
};

const INDEXES: Readonly<Record<string, string>> = {
  acts_matter: "acts (matter, sequence)",
  acts_block: "acts (block)",
  act_refusals_block: "act_refusals (block)",
  matters_updated: "matters (updated_position)",
  matters_opener: "matters (opener, updated_position)",
  matters_answerer: "matters (answerer, updated_position)",
  matter_seats_participant: "matter_seats (participant)",
  matter_items_matter: "matter_items (matter)",
  matter_items_author: "matter_items (author)",
  matter_items_recipient: "matter_items (recipient)",
  matter_items_originator: "matter_items (originator)",
  act_submissions_open: "act_submissions (id) where state = 'accepted'",
};

/**
 * The ledger of cooperation between authorities: acts, matters, seats, and handovers with seals; and the acts and records
 * that this gateway accepted.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES))
    await sql`create table ${sql.table(table)} (${sql.raw(columns)})`.execute(db);
  for (const [index, columns] of Object.entries(INDEXES))
    await sql`create index ${sql.raw(index)} on ${sql.raw(columns)}`.execute(db);
}

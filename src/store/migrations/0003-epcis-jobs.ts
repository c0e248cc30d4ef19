import { sql, type Kysely } from "kysely";

const TABLES: Readonly<Record<string, string>> = {
  epcis_jobs: `id text primary key, participant bigint not null, behaviour text not null, events bigint not null, list text not null,
    created_at_ms bigint not null, finished_at_ms bigint, problems text not null, warnings text not null`,
  epcis_job_entries: `submission bigint primary key, job text not null, event bigint not null, event_id text not null,
    meant bigint not null, discrepancy text, stands_for bigint`,
  party_identifiers: "identifier text primary key, participant bigint not null",
};

const INDEXES: Readonly<Record<string, string>> = {
  epcis_jobs_participant: "epcis_jobs (participant, created_at_ms)",
  epcis_jobs_running: "epcis_jobs (created_at_ms) where finished_at_ms is null",
  epcis_job_entries_job: "epcis_job_entries (job)",
  epcis_job_entries_standing: "epcis_job_entries (stands_for) where stands_for is not null",
  party_identifiers_participant: "party_identifiers (participant)",
  // An eventID has unlimited length, but a PostgreSQL index row does not.
  epcis_events_event_id: "epcis_events (substr(event_id, 1, 200))",
  submissions_open_shipment: "submissions (shipment) where state = 'accepted'",
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES)) {
    await sql`create table ${sql.table(table)} (${sql.raw(columns)})`.execute(db);
  }
  for (const [index, target] of Object.entries(INDEXES)) {
    await sql`create index ${sql.table(index)} on ${sql.raw(target)}`.execute(db);
  }
}

import { sql, type Kysely } from "kysely";

const INDEXES: Readonly<Record<string, string>> = {
  shipments_offered: "shipments (offered_to, updated_position) where phase = 2",
  shipments_in_hand: "shipments (custodian, updated_position) where phase in (1, 2)",
  countries_position: "shipment_countries (country, position)",
  cases_of_agency: "cases (agency, opened_at, hold) where closed = 0",
  cases_contested: "cases (opened_at, hold) where contested = 1 and closed = 0",
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shipment_countries add column position bigint not null default 0`.execute(db);
  // Existing rows do not show which entry named the country first, so the shipment's first entry stands for it.
  await sql`update shipment_countries set position = coalesce((select min(position) from entries
    where entries.shipment = shipment_countries.shipment), 0)`.execute(db);
  for (const [index, target] of Object.entries(INDEXES)) {
    await sql`create index ${sql.table(index)} on ${sql.raw(target)}`.execute(db);
  }
}

import { sql, type Kysely } from "kysely";

/** Indexes by which a caller's events are found from the shipments that it reads. */
const INDEXES: Readonly<Record<string, string>> = {
  parties_participant: "parties (participant, shipment)",
  epcis_carriers_shipment: "epcis_carriers (shipment, event)",
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [index, target] of Object.entries(INDEXES)) {
    await sql`create index ${sql.table(index)} on ${sql.raw(target)}`.execute(db);
  }
}

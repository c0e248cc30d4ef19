import { sql, type Kysely } from "kysely";
import { up as giveEntitlements } from "../../src/store/migrations/0011-entitlements.ts";
import { transaction } from "../../src/store/transaction.ts";

const TABLES = [
  `attempts (hash text primary key, submission bigint not null, previous text not null, signature text not null,
    batch bigint not null)`,
  "transactions (hash text primary key, batch bigint not null, raw text not null, sent_at_ms bigint not null)",
];

const EXCHANGE_TABLES = [
  "lanes",
  "reviews",
  "parcels",
  "receipts",
  "windows",
  "sequences",
  "arrivals",
  "nonces",
  "heals",
  "comparisons",
  "erasures",
  "wanted",
  "news",
];

const COOPERATION_TABLES = [
  "acts",
  "act_refusals",
  "matters",
  "matter_seats",
  "matter_items",
  "act_submissions",
  "act_records",
];

const READ_TABLES = ["access_records", "access_record_shipments", "access_heads", "access_anchors"];

/** The columns of migration 0015. */
const CASE_COLUMNS = [
  "jurisdiction",
  "remedy_until",
  "tribunal",
  "instance",
  "custodian_standing",
  "consignor_standing",
  "charged",
  "exempt",
  "profile",
];

/**
 * Converts signed transactions to their form before migration 0005, with one pending batch, and a carrier of a captured
 * event beside one that was never recorded.
 */
export const storeAsBefore0005 = transaction(
  import.meta.url,
  "storeAsBefore0005",
  async (tx, batch: { hash: string; raw: string; entry: string; submission: number }) => {
    for (const table of TABLES) {
      await sql`drop table ${sql.table(table.split(" ", 1)[0] ?? "")}`.execute(tx);
      await sql`create table ${sql.raw(table)}`.execute(tx);
    }
    const { hash, raw, entry, submission } = batch;
    await sql`insert into batches (id, relay, nonce, state) values (1, '0xaa', 7, 'pending')`.execute(tx);
    await sql`insert into transactions values (${hash}, 1, ${raw}, 0)`.execute(tx);
    await sql`insert into attempts values (${entry}, ${submission}, '0x00', '0x11', 1)`.execute(tx);
    for (const index of ["submissions_prepared", "epcis_carriers_shipment", "epcis_events_recorded"]) {
      await sql`drop index ${sql.table(index)}`.execute(tx);
    }
    await sql`drop table entitlements`.execute(tx);
    await sql`create table parties (shipment text not null, participant bigint not null,
      primary key (shipment, participant))`.execute(tx);
    for (const column of CASE_COLUMNS) await sql`alter table cases drop column ${sql.ref(column)}`.execute(tx);
    await sql`alter table cases add column notified bigint not null default 0`.execute(tx);
    await sql`drop table member_changes`.execute(tx);
    for (const table of EXCHANGE_TABLES) await sql`drop table ${sql.table(`exchange_${table}`)}`.execute(tx);
    for (const table of READ_TABLES) await sql`drop table ${sql.table(table)}`.execute(tx);
    for (const table of COOPERATION_TABLES) await sql`drop table ${sql.table(table)}`.execute(tx);
    await sql`alter table webhooks drop column arrived`.execute(tx);
    for (const column of ["view", "disclosure"]) {
      await sql`alter table payloads drop column ${sql.ref(column)}`.execute(tx);
    }
    await sql`drop index entries_commitment`.execute(tx);
    await sql`drop table epcis_carriers`.execute(tx);
    await sql`create table epcis_carriers (submission bigint primary key, event bigint not null, shipment text not null,
      position bigint)`.execute(tx);
    await sql`insert into epcis_carriers values (${submission}, ${submission}, ${entry}, 7), (4, 4, ${entry}, null)`.execute(
      tx,
    );
    await sql`alter table epcis_events rename column found to position`.execute(tx);
    await sql`delete from single_values where name = 'epcis_found'`.execute(tx);
    await sql`alter table epcis_events drop column recorded_at_ms`.execute(tx);
    await sql`alter table epcis_events add column recorded_at bigint`.execute(tx);
    await sql`alter table single_values rename to facts`.execute(tx);
    await sql`delete from kysely_migration where name >= '0005'`.execute(tx);
  },
);

/** Replaces the entitlements by those that the migration gives to an earlier version's store. */
export const giveEntitlementsAgain = transaction(import.meta.url, "giveEntitlementsAgain", async (tx) => {
  await sql`drop table entitlements`.execute(tx);
  await sql`create table parties (shipment text, participant bigint)`.execute(tx);
  await sql`create index parties_participant on parties (participant, shipment)`.execute(tx);
  await giveEntitlements(tx as unknown as Kysely<unknown>);
});

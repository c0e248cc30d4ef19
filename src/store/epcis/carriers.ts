import { sql, type Kysely } from "kysely";
import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { isSqlite } from "../query/is-sqlite.ts";
import { oneOf } from "../query/one-of.ts";
import { statement } from "../query/statement.ts";
import type { Database } from "../open-database.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";

/** An entry that carries an event. */
interface Carrier {
  readonly position: number;
  readonly shipment: ShipmentId;
  readonly event: number;
}

/** A recorded entry, as far as it decides which event it carries. */
export interface RecordedEntry {
  readonly position: number;
  readonly entry: {
    readonly shipment: ShipmentId;
    readonly author: ParticipantId;
    readonly commitment: Bytes32;
  };
}

/** Identifies the lock of PostgreSQL that {@link lockRecording} takes. */
const RECORDING = 7_077_302;

/**
 * Lets no other transaction note carriers until this one ends. Without the lock, a transaction that stores blocks and
 * one that stores the payload of their entries would each miss the rows of the other. SQLite runs transactions one
 * after the other.
 */
export async function lockRecording(tx: Kysely<Schema>): Promise<void> {
  if (!isSqlite(tx)) await sql`select pg_advisory_xact_lock(${RECORDING})`.execute(tx);
}

/**
 * Waits until every transaction that took a time of recording before now is committed, so that a search misses no event
 * recorded before now.
 */
export const waitForRecording = transaction(import.meta.url, "waitForRecording", async (tx) => {
  if (!isSqlite(tx)) await sql`select pg_advisory_xact_lock_shared(${RECORDING})`.execute(tx);
});

/**
 * Notes which of these entries carry indexed events; part of the transaction that stores the entries. A search by the
 * time of recording waits for this transaction, see {@link waitForRecording}.
 */
export async function noteRecorded(tx: Kysely<Schema>, entries: readonly RecordedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await lockRecording(tx);
  const events = await tx
    .selectFrom("epcis_events")
    .select(["id", "commitment", "author"])
    .where(
      oneOf(
        tx,
        "commitment",
        entries.map(({ entry }) => entry.commitment),
      ),
    )
    .execute();
  if (events.length === 0) return;
  // A commitment is public: only the entries of the event's author carry the event.
  const byPayload = new Map(events.map(({ id, commitment, author }) => [`${commitment} ${author}`, id]));
  const carriers = entries.flatMap(({ position, entry: { shipment, commitment, author } }) => {
    const event = byPayload.get(`${commitment} ${author}`);
    return event === undefined ? [] : [{ position, shipment, event }];
  });
  await addCarriers(tx, carriers);
}

/**
 * Adds carriers. Their events get the present time as time of recording, or the latest time of an earlier event if a
 * clock of another gateway is ahead. The caller holds the lock of {@link lockRecording}.
 */
export async function addCarriers(tx: Kysely<Schema>, carriers: readonly Carrier[]): Promise<void> {
  if (carriers.length === 0) return;
  const first = await takeNumbers(tx, carriers.length);
  const inOrder = carriers.toSorted((a, b) => a.position - b.position);
  await bulkInsert(
    tx,
    "epcis_carriers",
    inOrder.map((carrier, index) => ({ ...carrier, found: first + index })),
  );
  const { latest } = await tx
    .selectFrom("epcis_events")
    .select(({ fn }) => fn.max("recorded_at_ms").as("latest"))
    .executeTakeFirstOrThrow();
  const now = Math.max(Date.now(), latest ?? 0);
  const events = [...new Set(carriers.map(({ event }) => event))];
  await sql`
    update epcis_events set found = first.found, recorded_at_ms = ${now}
    from (select c.event, min(c.found) as found from epcis_carriers c where ${oneOf(tx, "c.event", events)}
      group by c.event) first
    where first.event = epcis_events.id and epcis_events.found is null`.execute(tx);
}

/** Reserves `count` consecutive numbers in the order of finding, and returns the first. An undone number never returns. */
async function takeNumbers(tx: Kysely<Schema>, count: number): Promise<number> {
  const { rows } = await sql<{ value: string }>`
    insert into single_values (name, value) values ('epcis_found', ${String(count)})
    on conflict (name) do update set value = cast(cast(single_values.value as bigint) + ${count} as text)
    returning value`.execute(tx);
  return Number(rows[0]?.value) - count + 1;
}

const lastNumber = statement<{ value: string }>("select value from single_values where name = 'epcis_found'");

/** The last number in the order of finding, with which every carrier up to it is stored; 0 before the first. */
export async function lastFound(db: Database): Promise<number> {
  return Number((await lastNumber(db, []))[0]?.value ?? 0);
}

/** Removes the carriers recorded at `position` or later; part of the transaction that undoes their blocks. */
export async function forgetRecorded(tx: Kysely<Schema>, position: number): Promise<void> {
  const undone = await tx.deleteFrom("epcis_carriers").where("position", ">=", position).returning("event").execute();
  if (undone.length === 0) return;
  const events = [...new Set(undone.map(({ event }) => event))];
  await tx
    .updateTable("epcis_events")
    .set({ found: null, recorded_at_ms: null })
    .where(oneOf(tx, "id", events))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("epcis_carriers").select("position").whereRef("event", "=", "epcis_events.id"))),
    )
    .execute();
}

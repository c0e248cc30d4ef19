import { createHash } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { isSqlite } from "../query/is-sqlite.ts";
import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonArray } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";

/** The searchable content of an event, made by `indexEvent`. */
export interface EventIndex {
  readonly eventID: string;
  /** The `@context` entries of the event, besides the standard's own. */
  readonly context: JsonText<JsonArray>;
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Texts and numbers of the event by the name of the field; an empty text marks a field that is present. */
  readonly terms: readonly (readonly [name: string, value: string])[];
  readonly numbers: readonly (readonly [name: string, value: number])[];
}

/** A captured event, ready for the index. */
export interface IndexedEvent extends EventIndex {
  /** The identity of the event. A second event with the same key cannot be indexed. */
  readonly key: string;
  readonly author: ParticipantId;
  /** Commitment to the event, which is the payload of each entry that carries it. */
  readonly commitment: Bytes32;
  /** The submissions that carry the event, at least one. */
  readonly carriers: readonly { readonly submission: number; readonly shipment: ShipmentId }[];
}

/**
 * Indexes captured events, in the transaction that stores their submissions: both are stored or neither. A search finds
 * an event once an entry that carries it is recorded ({@link noteRecorded}).
 *
 * @throws the database's error when an event with the same key is indexed: call {@link findIndexedKeys} first.
 */
export async function indexEvents(tx: Kysely<Schema>, events: readonly IndexedEvent[]): Promise<void> {
  const rows = events.map((event) => ({ event, id: Math.min(...event.carriers.map(({ submission }) => submission)) }));
  await bulkInsert(
    tx,
    "epcis_events",
    rows.map(({ id, event }) => ({
      id,
      key: indexed(event.key),
      event_id: event.eventID,
      author: event.author,
      commitment: event.commitment,
      context: event.context,
      event_time_ms: event.eventTime,
      position: null,
      recorded_at_ms: null,
    })),
  );
  await bulkInsert(
    tx,
    "epcis_carriers",
    rows.flatMap(({ id, event }) =>
      event.carriers.map(({ submission, shipment }) => ({ submission, event: id, shipment, position: null })),
    ),
  );
  await bulkInsert(
    tx,
    "epcis_terms",
    rows.flatMap(({ id, event }) =>
      event.terms.map(([name, value]) => ({ name: indexed(name), value: indexed(value), event: id })),
    ),
    "do nothing",
  );
  await bulkInsert(
    tx,
    "epcis_numbers",
    rows.flatMap(({ id, event }) => event.numbers.map(([name, value]) => ({ name: indexed(name), value, event: id }))),
    "do nothing",
  );
}

/** The keys among `keys` under which an event is indexed. */
export async function findIndexedKeys(db: Kysely<Schema>, keys: readonly string[]): Promise<Set<string>> {
  const byIndexed = new Map(keys.map((key) => [indexed(key), key]));
  const rows = await db
    .selectFrom("epcis_events")
    .select("key")
    .where(oneOf(db, "key", [...byIndexed.keys()]))
    .execute();
  return new Set(rows.flatMap(({ key }) => byIndexed.get(key) ?? []));
}

/** Identifies the lock of PostgreSQL that {@link noteRecorded} holds until its commit. */
const RECORDING = 7_077_302;

/**
 * Notes that the chain recorded these submissions; part of the transaction that stores their entries. Their events get
 * the present time as time of recording, or the latest time of an earlier event if a clock of another gateway is
 * ahead. A search by this time waits for this transaction, see {@link waitForRecording}.
 */
export async function noteRecorded(tx: Kysely<Schema>, submissions: readonly number[]): Promise<void> {
  if (submissions.length === 0) return;
  const { numAffectedRows } = await sql`
    update epcis_carriers set position = e.position
    from submissions s join entries e on e.hash = s.entry
    where s.id = epcis_carriers.submission and ${oneOf(tx, "epcis_carriers.submission", submissions)}`.execute(tx);
  if (numAffectedRows === 0n) return;
  if (!isSqlite(tx)) await sql`select pg_advisory_xact_lock(${RECORDING})`.execute(tx);
  const { latest } = await tx
    .selectFrom("epcis_events")
    .select(({ fn }) => fn.max("recorded_at_ms").as("latest"))
    .executeTakeFirstOrThrow();
  const now = Math.max(Date.now(), latest ?? 0);
  await sql`
    update epcis_events set position = first.position, recorded_at_ms = ${now}
    from (select c.event, min(c.position) as position
      from epcis_carriers c where ${oneOf(tx, "c.submission", submissions)} group by c.event) first
    where first.event = epcis_events.id and epcis_events.position is null`.execute(tx);
}

/**
 * Waits until every transaction that took a time of recording before now is committed, so that a search misses no event
 * recorded before now. SQLite runs transactions one after the other.
 */
export const waitForRecording = transaction(import.meta.url, "waitForRecording", async (tx) => {
  if (!isSqlite(tx)) await sql`select pg_advisory_xact_lock_shared(${RECORDING})`.execute(tx);
});

/** Removes the notes of entries recorded at `position` or later; part of the transaction that undoes their blocks. */
export async function forgetRecorded(tx: Kysely<Schema>, position: number): Promise<void> {
  await tx.updateTable("epcis_carriers").set({ position: null }).where("position", ">=", position).execute();
  await tx
    .updateTable("epcis_events")
    .set({ position: null, recorded_at_ms: null })
    .where("position", ">=", position)
    .execute();
}

/** Removes the content of an erased payload from the index. */
export async function forgetEvents(tx: Kysely<Schema>, commitment: Bytes32, author: ParticipantId): Promise<void> {
  const events = tx
    .selectFrom("epcis_events")
    .select("id")
    .where("commitment", "=", commitment)
    .where("author", "=", author);
  await tx.deleteFrom("epcis_terms").where("event", "in", events).execute();
  await tx.deleteFrom("epcis_numbers").where("event", "in", events).execute();
  await tx.deleteFrom("epcis_carriers").where("event", "in", events).execute();
  await tx.deleteFrom("epcis_events").where("commitment", "=", commitment).where("author", "=", author).execute();
}

/** Most characters of a text that is indexed unchanged: PostgreSQL accepts no index row of more than 2,704 bytes. */
const LONGEST = 400;
/** First character of a text that is indexed as a digest. No text that is indexed unchanged begins with it. */
export const DIGESTED = "\u001f";

/**
 * A text in its indexed form. A text that is too long, or has a NUL that PostgreSQL cannot store, becomes its beginning
 * and a digest, so that a search for equality still finds it.
 */
export function indexed(text: string): string {
  if (text.length <= LONGEST && !text.includes("\0") && !text.startsWith(DIGESTED)) return text;
  const digest = createHash("sha256").update(text).digest("hex");
  return `${DIGESTED}${text
    .slice(0, LONGEST / 4)
    .replaceAll("\0", "")
    .toWellFormed()}${DIGESTED}${digest}`;
}

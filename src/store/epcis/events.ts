import { createHash } from "node:crypto";
import { sql, type Kysely } from "kysely";
import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonArray } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";

/** What an event is found by: made from its facts by src/epcis/query/index-event.ts. */
export interface IndexedFacts {
  readonly eventID: string;
  /** The `@context` entries that the event is read with, beside the standard's own. */
  readonly context: JsonText<JsonArray>;
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Names of fields with what the event says there, as text and as numbers; an empty text tells that it is there. */
  readonly terms: readonly (readonly [name: string, value: string])[];
  readonly numbers: readonly (readonly [name: string, value: number])[];
}

/** A captured event, ready for the index. */
export interface EventToIndex extends IndexedFacts {
  /** What makes it the same event as another; a second one with the same key cannot be indexed. */
  readonly key: string;
  readonly author: ParticipantId;
  /** Of the payload that is the event, in each entry that carries it. */
  readonly commitment: Bytes32;
  /** The submissions that carry it, at least one. */
  readonly carriers: readonly { readonly submission: number; readonly shipment: ShipmentId }[];
}

/**
 * Puts captured events into the index, in the transaction that promises their submissions: both are kept or neither.
 * They are found once an entry that carries them is recorded ({@link noteRecorded}).
 *
 * @throws the database's error when an event with the same key is there: look with {@link findIndexedKeys} before.
 */
export async function indexEvents(tx: Kysely<Schema>, events: readonly EventToIndex[]): Promise<void> {
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
      recorded_at: null,
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

/** Those of `keys` under which an event is in the index. */
export async function findIndexedKeys(db: Kysely<Schema>, keys: readonly string[]): Promise<Set<string>> {
  const byIndexed = new Map(keys.map((key) => [indexed(key), key]));
  const rows = await db
    .selectFrom("epcis_events")
    .select("key")
    .where(oneOf(db, "key", [...byIndexed.keys()]))
    .execute();
  return new Set(rows.flatMap(({ key }) => byIndexed.get(key) ?? []));
}

/** Notes which carriers the chain recorded; part of the transaction that stores their entries. */
export async function noteRecorded(tx: Kysely<Schema>, submissions: readonly number[]): Promise<void> {
  if (submissions.length === 0) return;
  const { numAffectedRows } = await sql`
    update epcis_carriers set position = e.position
    from submissions s join entries e on e.hash = s.entry
    where s.id = epcis_carriers.submission and ${oneOf(tx, "epcis_carriers.submission", submissions)}`.execute(tx);
  if (numAffectedRows === 0n) return;
  await sql`
    update epcis_events set position = first.position, recorded_at = first.recorded_at
    from (select c.event, min(c.position) as position, min(e.recorded_at) as recorded_at
      from epcis_carriers c join submissions s on s.id = c.submission join entries e on e.hash = s.entry
      where ${oneOf(tx, "c.submission", submissions)} group by c.event) first
    where first.event = epcis_events.id and epcis_events.position is null`.execute(tx);
}

/** Forgets that carriers were recorded at `position` or later; part of the transaction that undoes their blocks. */
export async function forgetRecorded(tx: Kysely<Schema>, position: number): Promise<void> {
  await tx.updateTable("epcis_carriers").set({ position: null }).where("position", ">=", position).execute();
  await tx
    .updateTable("epcis_events")
    .set({ position: null, recorded_at: null })
    .where("position", ">=", position)
    .execute();
}

/** Removes from the index what an erased payload said. */
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

/** The longest text that is indexed as it is: PostgreSQL takes no index row of more than 2,704 bytes. */
const LONGEST = 400;
/** Begins the form of a text that is not indexed as it is. No text that is begins so. */
export const DIGESTED = "\u001f";

/**
 * A text as the index holds it: one that is too long, or has a NUL that PostgreSQL cannot store, by its beginning and a
 * digest, so that it is still found by equality.
 */
export function indexed(text: string): string {
  if (text.length <= LONGEST && !text.includes("\0") && !text.startsWith(DIGESTED)) return text;
  const digest = createHash("sha256").update(text).digest("hex");
  return `${DIGESTED}${text
    .slice(0, LONGEST / 4)
    .replaceAll("\0", "")
    .toWellFormed()}${DIGESTED}${digest}`;
}

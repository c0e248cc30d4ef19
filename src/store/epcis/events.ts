import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import type { JsonArray } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";

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

/** An event with the payload that states it. */
export interface KeyedEvent extends EventIndex {
  /** The identity of the event, made by `eventKey`. */
  readonly key: string;
  readonly author: ParticipantId;
  /** Commitment to the event, which is the payload of each entry that carries it. */
  readonly commitment: Bytes32;
}

/** A captured event, ready for the index. A second event with the same key cannot be indexed. */
export interface IndexedEvent extends KeyedEvent {
  /** The first submission that carries the event. */
  readonly id: number;
}

/**
 * Indexes captured events, in the transaction that stores their submissions: both are stored or neither. A search finds
 * an event once an entry that carries it is recorded ({@link noteRecorded}).
 *
 * @throws the database's error when an event with the same key is indexed: call {@link findIndexedKeys} first.
 */
export async function indexEvents(tx: Kysely<Schema>, events: readonly IndexedEvent[]): Promise<void> {
  await bulkInsert(
    tx,
    "epcis_events",
    events.map(({ id, key, eventID, author, commitment, context, eventTime }) => ({
      id,
      key: indexed(key),
      event_id: eventID,
      author,
      commitment,
      context,
      event_time_ms: eventTime,
      found: null,
      recorded_at_ms: null,
    })),
  );
  await bulkInsert(
    tx,
    "epcis_terms",
    events.flatMap(({ id, terms }) =>
      terms.map(([name, value]) => ({ name: indexed(name), value: indexed(value), event: id })),
    ),
    "do nothing",
  );
  await bulkInsert(
    tx,
    "epcis_numbers",
    events.flatMap(({ id, numbers }) => numbers.map(([name, value]) => ({ name: indexed(name), value, event: id }))),
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

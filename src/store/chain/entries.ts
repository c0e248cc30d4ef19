import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { FollowedEntry } from "../../domain/followed.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { CASE_KINDS } from "../../domain/clocks/case-kind.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Database } from "../open-database.ts";
import { statement, type Parameter } from "../query/statement.ts";
import {
  entrySeen,
  identified,
  numberOf,
  viewOfEntry,
  visibilityParameters,
  type ViewNumber,
  type Visibility,
} from "../access/visibility.ts";
import { ENTRY_COLUMNS, entryStatement } from "./entry-columns.ts";
import { walkDown, type Walked } from "../query/walk-down.ts";

/** A recorded entry with the stored part of its payload, as one caller may see it. */
export interface EntryRecord extends FollowedEntry {
  /** Canonical URI of the shipment's business identifier; null when it is unknown or the caller may not read it. */
  readonly identifier: string | null;
  /** Null when the payload is unknown or erased. */
  readonly summary: JsonText<Summary> | null;
  readonly erasedAt: number | null;
  /** How much of the entry the caller's part in the shipment opens. */
  readonly view: ViewNumber;
  /** How much of the payload this gateway holds. */
  readonly held: ViewNumber;
}

/** Filters of {@link listEntryRecords}. */
export interface EntryConditions {
  readonly author?: ParticipantId | undefined;
  readonly kind?: number | undefined;
  readonly shipment?: ShipmentId | undefined;
  readonly recordedSince?: number | undefined;
  readonly recordedBefore?: number | undefined;
}

/** SQL: how much of an entry's payload is held; nothing without a row of `p`. */
export const HELD = `coalesce(p.view, ${numberOf("facts")}) as held`;

const COLUMNS = `e.hash, e.position, e.sequence, ${ENTRY_COLUMNS}, e.signature, e.block,
  e.recorded_at as "recordedAt", e.transaction_hash as "transactionHash", p.summary, p.erased_at as "erasedAt",
  ${HELD}`;

/**
 * A payload belongs to an entry only when both have the same author. Commitments are public on the chain. Without this
 * condition a participant could repeat another's commitment in an entry and read the other's payload.
 */
export const PAYLOAD = "left join payloads p on p.commitment = e.commitment and p.author = e.author";

/** An author reads its own entry on any shipment, but the identifier only when it may read the shipment. */
export const IDENTIFIER = `case when ${identified("e.shipment")} then
  (select i.identifier from identities i where i.shipment = e.shipment) end as identifier`;

/** SQL: the identifier of the shipment `s`, where the caller may read it. */
export const IDENTIFIER_OF_SHIPMENT = `case when ${identified("s.id")} then
  (select i.identifier from identities i where i.shipment = s.id) end as identifier`;
const SELECT = `select ${COLUMNS}, ${IDENTIFIER}, ${viewOfEntry} as view
  from entries e ${PAYLOAD}`;

const ABOUT_CASES = CASE_KINDS.filter((kind) => kind !== "Hold").map((kind) => KINDS[kind]);

/** An entry about a case, with its payload as held here: the caller's view decides how much of it is told. */
export interface AboutCaseRecord extends EntryRecord {
  readonly body: JsonText<JsonObject> | null;
  readonly successor: EntryHash | null;
}

// A Hold refers to a profile, whose digest could be any bytes: also the hash of another case.
const aboutCase = entryStatement<Omit<AboutCaseRecord, "entry">>(
  `select ${COLUMNS}, ${IDENTIFIER}, ${viewOfEntry} as view, p.body, (select x.successor from successors x
    where x.shipment = e.shipment and x.author = e.author and x.entry = e.hash) as successor
  from entries e ${PAYLOAD}
  where e.shipment = ?5 and (e.hash = ?6 or (e.refers_to = ?6 and e.kind in (${ABOUT_CASES.join(", ")}))) and ${entrySeen}
  order by e.position limit ?7`,
);

const byHash = entryStatement<Omit<EntryRecord, "entry">>(`${SELECT} where e.hash = ?5 and ${entrySeen}`);

const correctable = entryStatement<Omit<EntryRecord, "entry">>(
  `${SELECT} where e.shipment = ?5 and e.author = ?1 and ${entrySeen}
  and not exists (select 1 from successors x where x.shipment = e.shipment and x.author = e.author and x.entry = e.hash)
  order by e.sequence desc limit ?6`,
);

const after = entryStatement<Omit<EntryRecord, "entry">>(
  `${SELECT} where e.position > ?5 and e.position <= ?6 and ${entrySeen} order by e.position`,
);

const arrived = entryStatement<Omit<EntryRecord, "entry">>(
  `${SELECT} where e.hash in (select n.entry from exchange_news n where n.number > ?5 and n.number <= ?6)
  and ${entrySeen} order by e.position`,
);

const arrivals = statement<{ end: number | null }>(
  `select max(number) as "end" from (select number from exchange_news where number > ?1 order by number limit ?2) w`,
);

const window = statement<{ end: number | null }>(
  `select max(position) as "end" from (select position from entries where position > ?1
    union all select position from refusals where position > ?1
    union all select position from acts where position > ?1
    union all select position from act_refusals where position > ?1 order by position limit ?2) w`,
);

const last = statement<{ position: number | null }>("select max(position) as position from entries");

const lastOfBoth = statement<{ position: number | null }>(
  `select max(position) as position from (
    select max(position) as position from entries union all select max(position) from acts) w`,
);

const successor = statement<{ successor: EntryHash }>(
  "select successor from successors where shipment = ?1 and author = ?2 and entry = ?3",
);

/**
 * The entry, or `undefined` when it does not exist or is invisible to the caller. Authors always read their own
 * entries.
 */
export async function readEntryRecord(
  db: Database,
  visibility: Visibility,
  hash: EntryHash,
): Promise<EntryRecord | undefined> {
  return (await byHash(db, [...visibilityParameters(visibility), hash]))[0];
}

/** The first entries about a case of a shipment that the caller sees, in the order of the chain. */
export const readEntriesAboutCase = (
  db: Database,
  visibility: Visibility,
  shipment: ShipmentId,
  hold: EntryHash,
  limit: number,
): Promise<AboutCaseRecord[]> => aboutCase(db, [...visibilityParameters(visibility), shipment, hold, limit]);

/** The participant's entries on a shipment that it has not corrected yet, newest first. */
export const listCorrectable = (
  db: Database,
  visibility: Visibility,
  shipment: ShipmentId,
  limit: number,
): Promise<EntryRecord[]> => correctable(db, [...visibilityParameters(visibility), shipment, limit]);

/** Entries that meet every condition, newest first, before the position `from`. */
export function listEntryRecords(
  db: Database,
  visibility: Visibility,
  conditions: EntryConditions,
  from: number | undefined,
  limit: number,
): Promise<Walked<EntryRecord>> {
  const { author, shipment, kind, recordedSince, recordedBefore } = conditions;
  /** SQL: entries before a position that an index finds; adds the values to `parameters`. */
  const within = (parameters: Parameter[], before = Number.MAX_SAFE_INTEGER): string => {
    const where = [`e.position < ?${parameters.push(before)}`];
    if (author !== undefined) where.push(`e.author = ?${parameters.push(author)}`);
    if (shipment !== undefined) where.push(`e.shipment = ?${parameters.push(shipment)}`);
    return where.join(" and ");
  };
  return walkDown<EntryRecord>(
    {
      async end(before, size) {
        const parameters: Parameter[] = [];
        const end = statement<{ position: number; recordedAt: number }>(
          `select e.position, e.recorded_at as "recordedAt" from entries e where ${within(parameters, before)}
          order by e.position desc limit 1 offset ?${parameters.push(size - 1)}`,
        );
        const [row] = await end(db, parameters);
        if (row === undefined) return { key: undefined, isLast: true };
        return { key: row.position, isLast: recordedSince !== undefined && row.recordedAt < recordedSince };
      },
      find(before, end = 0, most) {
        const parameters: Parameter[] = visibilityParameters(visibility);
        const where = [within(parameters, before), `e.position >= ?${parameters.push(end)}`, entrySeen];
        if (kind !== undefined) where.push(`e.kind = ?${parameters.push(kind)}`);
        if (recordedSince !== undefined) where.push(`e.recorded_at >= ?${parameters.push(recordedSince)}`);
        if (recordedBefore !== undefined) where.push(`e.recorded_at < ?${parameters.push(recordedBefore)}`);
        const found = entryStatement<Omit<EntryRecord, "entry">>(
          `${SELECT} where ${where.join(" and ")} order by e.position desc limit ?${parameters.push(most)}`,
        );
        return found(db, parameters);
      },
      keyOf: ({ position }) => position,
    },
    from,
    limit,
  );
}

/**
 * Reads the visible entries among the next `limit` entries, acts and refusals after `position`, in chain order.
 *
 * @returns also the position of the last of these `limit`, or `position` at the end of the chain.
 */
export async function readEntriesAfter(
  db: Database,
  visibility: Visibility,
  position: number,
  limit: number,
): Promise<{ entries: EntryRecord[]; position: number }> {
  const end = (await window(db, [position, limit]))[0]?.end ?? null;
  if (end === null) return { entries: [], position };
  return { entries: await after(db, [...visibilityParameters(visibility), position, end]), position: end };
}

/**
 * Reads the visible entries among the next `limit` whose payload arrived after their block, after the arrival `number`.
 *
 * @returns also the number of the last of these `limit`, or `number` without any.
 */
export async function readEntriesArrivedAfter(
  db: Database,
  visibility: Visibility,
  number: number,
  limit: number,
): Promise<{ entries: EntryRecord[]; arrived: number }> {
  const end = (await arrivals(db, [number, limit]))[0]?.end ?? null;
  if (end === null) return { entries: [], arrived: number };
  return { entries: await arrived(db, [...visibilityParameters(visibility), number, end]), arrived: end };
}

/** Position of the newest followed entry; 0 before the first. */
export async function lastEntryPosition(db: Database): Promise<number> {
  return (await last(db, []))[0]?.position ?? 0;
}

/** Position of the newest followed entry or act; 0 before the first. */
export async function lastPosition(db: Database): Promise<number> {
  return (await lastOfBoth(db, []))[0]?.position ?? 0;
}

/** The entry in which the author corrected this one, or `undefined`. */
export async function readSuccessor(
  db: Database,
  { hash, entry }: Pick<EntryRecord, "hash" | "entry">,
): Promise<EntryHash | undefined> {
  return (await successor(db, [entry.shipment, entry.author, hash]))[0]?.successor;
}

import { sql } from "kysely";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PAYLOAD } from "../chain/entries.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import { isSatisfied, type LackingEntry } from "./lacking.ts";
import type { WantedAnswer, WantedTable } from "./tables.ts";

/** What is known about a wanted entry. */
export type WantedRow = Pick<WantedTable, "entry" | "since_ms" | "answer">;

const ofShipment = statement<WantedRow>(
  `select w.entry, w.since_ms, w.answer from entries e join exchange_wanted w on w.entry = e.hash
   where e.shipment = ?1 order by e.position`,
);

const ofEntry = statement<WantedRow>("select entry, since_ms, answer from exchange_wanted where entry = ?1");

/** The wanted entries of a shipment. The caller checks the right to read them. */
export const readWantedOfShipment = (db: Database, shipment: ShipmentId): Promise<WantedRow[]> =>
  ofShipment(db, [shipment]);

/** The wanted entry; `undefined` when it is not wanted. */
export async function readWantedEntry(db: Database, entry: EntryHash): Promise<WantedRow | undefined> {
  return (await ofEntry(db, [entry]))[0];
}

/** Wants entries for a member. An entry that is wanted already stays so, for the member that may read most of it. */
export const wantEntries = transaction(
  import.meta.url,
  "wantEntries",
  async (tx, reader: ParticipantId, entries: readonly LackingEntry[], nowMs: number) => {
    const rows = entries.map(({ entry, position, view }): WantedTable => ({
      ...{ entry, position, reader, view, since_ms: nowMs, asked: toJsonText([]) },
      ...{ rounds: 0, due_at_ms: nowMs, answer: null },
    }));
    await bulkInsert(
      tx,
      "exchange_wanted",
      rows,
      `(entry) do update set reader = excluded.reader, view = excluded.view, due_at_ms = excluded.due_at_ms
        where exchange_wanted.view < excluded.view`,
    );
  },
);

/** A wanted entry or act that is due, with the signed fields that tell who may hold its payload or record. */
export interface DueWant extends Omit<WantedTable, "due_at_ms"> {
  /** Null for an act. */
  readonly shipment: ShipmentId | null;
  readonly author: ParticipantId;
  readonly counterparty: ParticipantId;
}

const WANT = "w.entry, w.position, w.reader, w.view, w.since_ms, w.asked, w.rounds, w.answer, w.due_at_ms";

/** SQL: the act `a` of the want `w`, of whose record less than the wanted view is held. */
const LACKING_ACT = `join acts a on a.hash = w.entry
  left join act_records r on r.commitment = a.commitment and r.author = a.author and r.view >= w.view`;

const due = statement<DueWant>(
  `select * from (
    select ${WANT}, e.shipment, e.author, e.counterparty from exchange_wanted w join entries e on e.hash = w.entry ${PAYLOAD}
    where w.due_at_ms <= ?1 and not ${isSatisfied("w.view")}
    union all select ${WANT}, null, a.author, a.counterparty from exchange_wanted w ${LACKING_ACT}
    where w.due_at_ms <= ?1 and r.view is null) w
  order by w.due_at_ms, w.position limit ?2`,
);

/** The wanted entries that are due, the longest due first. */
export const readDueWants = (db: Database, nowMs: number, limit: number): Promise<DueWant[]> => due(db, [nowMs, limit]);

const lackingReaders = statement<{ reader: ParticipantId }>(
  `select distinct w.reader from exchange_wanted w join entries e on e.hash = w.entry ${PAYLOAD}
   where not ${isSatisfied("w.view")}`,
);

/** The members that want something that has not come. */
export async function readLackingReaders(db: Database): Promise<ReadonlySet<ParticipantId>> {
  return new Set((await lackingReaders(db, [])).map(({ reader }) => reader));
}

/** SQL: whether a wanted entry or act arrived, was erased, or was undone with its block. */
const IS_OVER = sql.raw(`not exists (
  select 1 from exchange_wanted w join entries e on e.hash = w.entry ${PAYLOAD}
  where w.entry = exchange_wanted.entry and not ${isSatisfied("w.view")})
  and not exists (select 1 from exchange_wanted w ${LACKING_ACT}
  where w.entry = exchange_wanted.entry and r.view is null)`);

const dueWant = statement<{ one: number }>("select 1 as one from exchange_wanted where due_at_ms <= ?1 limit 1");

/** Forgets the due wanted entries that arrived, were erased, or were undone with their blocks. */
export async function forgetSatisfied(db: Database, nowMs: number): Promise<void> {
  // A gateway that wants nothing writes nothing.
  if ((await dueWant(db, [nowMs])).length > 0) await forgetDue(db, nowMs);
}

const forgetDue = transaction(import.meta.url, "forgetSatisfied", async (tx, nowMs: number) => {
  await sql`delete from exchange_wanted where due_at_ms <= ${nowMs} and ${IS_OVER}`.execute(tx);
});

/** What asking a holder for an entry changed. */
export interface AskedWant {
  readonly entry: EntryHash;
  readonly asked: readonly ParticipantId[];
  readonly rounds: number;
  readonly dueAtMs: number;
  readonly answer: WantedAnswer | null;
}

/** Notes what holders answered, and forgets what arrived by it. */
export const noteAsked = transaction(import.meta.url, "noteAsked", async (tx, wants: readonly AskedWant[]) => {
  const entries = wants.map(({ entry }) => entry);
  await sql`delete from exchange_wanted where ${oneOf(tx, "entry", entries)} and ${IS_OVER}`.execute(tx);
  const same = Map.groupBy(wants, ({ asked, rounds, dueAtMs, answer }) =>
    JSON.stringify([asked, rounds, dueAtMs, answer]),
  );
  for (const group of same.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { asked, rounds, dueAtMs, answer } = first;
    await tx
      .updateTable("exchange_wanted")
      .set({ asked: toJsonText(asked), rounds, due_at_ms: dueAtMs, answer: answer && toJsonText(answer) })
      .where(
        oneOf(
          tx,
          "entry",
          group.map(({ entry }) => entry),
        ),
      )
      .execute();
  }
});

/** Lets the wanted entries for which no holder answered be asked for again at once, because one was heard from. */
export const hastenWants = transaction(import.meta.url, "hastenWants", async (tx, nowMs: number) => {
  await tx
    .updateTable("exchange_wanted")
    .set({ due_at_ms: nowMs, rounds: 0 })
    .where("due_at_ms", ">", nowMs)
    .where("answer", "is", null)
    .execute();
});

const contacts = statement<{ recipient: ParticipantId; contacted: number }>(
  "select recipient, contacted_at_ms as contacted from exchange_lanes",
);

/** When each member with another gateway was last heard from, in Unix milliseconds. */
export async function readContacts(db: Database): Promise<ReadonlyMap<ParticipantId, number>> {
  return new Map((await contacts(db, [])).map(({ recipient, contacted }) => [recipient, contacted]));
}

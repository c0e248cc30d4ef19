import type { EntryHash, Hex, ParticipantId, UnlinkedEntry } from "../../domain/entry.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Submission } from "../../api/submission.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import { entryFromColumns } from "../chain/entry-columns.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import type { UnlinkedAct } from "../../domain/cooperation/act.ts";
import { actFromColumns } from "../cooperation/rows.ts";
import { statement } from "../query/statement.ts";
import { OUTBOXES, type SubmissionsTable } from "./tables.ts";

/** The fields of a submission that the pipeline needs. */
interface Open<Statement> {
  readonly id: number;
  /** An entry, or an act of the ledger of cooperation. */
  readonly entry: Statement;
  /** The head that the entry must follow; null when it may follow any head. */
  readonly previous: EntryHash | null;
  /** The author's own signature; null when the gateway signs. */
  readonly signature: Hex | null;
  readonly acceptedAtMs: number;
}

export type OpenSubmission = Open<UnlinkedEntry>;
export type OpenAct = Open<UnlinkedAct>;

/** An open submission to one of the two ledgers. */
export type OpenStatement = OpenSubmission | OpenAct;

const SUBMISSION = [
  "id",
  "author",
  "shipment",
  "kind",
  "commitment",
  "signature",
  "state",
  "entry",
  "code",
  "facts",
  "accepted_at_ms",
  "settled_at_ms",
] as const;

/** The submissions with these ids, in order of acceptance, without unknown ids. */
export async function readSubmissions(db: Database, ids: readonly number[]): Promise<Submission[]> {
  if (ids.length === 0) return [];
  const rows = await db.reader
    .selectFrom("submissions")
    .select(SUBMISSION)
    .select(({ exists, selectFrom }) =>
      exists(selectFrom("attempts").select("hash").whereRef("attempts.submission", "=", "submissions.id")).as(
        "attempted",
      ),
    )
    .where(oneOf(db.reader, "id", ids))
    .orderBy("id")
    .execute();
  return rows.map(rowToSubmission);
}

/**
 * Reads the author's submissions that entries or refusals settled after the position `after`, up to the position `end`.
 * A submission appears once for each of them, rarely more than once.
 */
export async function readSettledWithin(
  db: Database,
  author: ParticipantId,
  after: number,
  end: number,
): Promise<Submission[]> {
  const settledBy = (log: "entries" | "refusals", state: "recorded" | "refused") =>
    db.reader
      .selectFrom(log)
      .innerJoin("attempts", "attempts.hash", `${log}.hash`)
      .innerJoin("submissions", "submissions.id", "attempts.submission")
      .select("submissions.id")
      .where(`${log}.position`, ">", after)
      .where(`${log}.position`, "<=", end)
      .where(`${log}.author`, "=", author)
      .where("submissions.state", "=", state)
      .whereRef("submissions.entry", "=", `${log}.hash`);
  const rows = await settledBy("entries", "recorded").unionAll(settledBy("refusals", "refused")).execute();
  return readSubmissions(
    db,
    rows.map(({ id }) => id),
  );
}

/** Whether one of these submissions is unsettled. */
export async function isAnyOpen(db: Database, ids: readonly number[]): Promise<boolean> {
  for (const table of OUTBOXES) {
    const found = await db.reader
      .selectFrom(table)
      .select("id")
      .where("state", "=", "accepted")
      .where(oneOf(db.reader, "id", ids))
      .limit(1)
      .execute();
    if (found.length > 0) return true;
  }
  return false;
}

const newest = statement<{ id: number | string | null }>(
  `select max(id) as id from (
     select max(id) as id from submissions union all select max(id) from act_submissions) of_each`,
);

/** Unsettled submissions to both ledgers after `id`, in order of acceptance, none left out between them. */
export async function readOpenStatements(db: Database, after: number, limit: number): Promise<OpenStatement[]> {
  // One counter numbers both, in the order of their commits. Up to this number both tables are complete. Without it, a
  // commit between the two reads would show a later act and hide an earlier entry, which nobody would read any more.
  const until = Number((await newest(db, []))[0]?.id ?? 0);
  if (until <= after) return [];
  const [entries, acts] = await Promise.all([
    readOpenEntries(db, after, until, limit),
    readOpenActs(db, after, until, limit),
  ]);
  return acts.length === 0 ? entries : [...entries, ...acts].sort((a, b) => a.id - b.id).slice(0, limit);
}

async function readOpenEntries(db: Database, after: number, until: number, limit: number): Promise<OpenSubmission[]> {
  const rows = await db.reader
    .selectFrom("submissions")
    .selectAll()
    .where("state", "=", "accepted")
    .where("id", ">", after)
    .where("id", "<=", until)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    entry: entryFromColumns(row),
    previous: row.previous,
    signature: row.signature,
    acceptedAtMs: row.accepted_at_ms,
  }));
}

async function readOpenActs(db: Database, after: number, until: number, limit: number): Promise<OpenAct[]> {
  const rows = await db.reader
    .selectFrom("act_submissions")
    .selectAll()
    .where("state", "=", "accepted")
    .where("id", ">", after)
    .where("id", "<=", until)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    entry: actFromColumns(row),
    previous: row.previous,
    signature: row.signature,
    acceptedAtMs: row.accepted_at_ms,
  }));
}

/** The number of unsettled submissions to both ledgers, of all authors and of one. */
export async function countOpenSubmissions(
  db: Database,
  author: ParticipantId,
): Promise<{ readonly all: number; readonly own: number }> {
  const rows = await open(db, [author]);
  const [row] = rows;
  return { all: Number(row?.all ?? 0), own: Number(row?.own ?? 0) };
}

const open = statement<{ all: number | string; own: number | string | null }>(
  `select count(*) as "all", sum(case when author = ?1 then 1 else 0 end) as own from (
     select author from submissions where state = 'accepted'
     union all select author from act_submissions where state = 'accepted') waiting`,
);

function rowToSubmission(
  row: Pick<SubmissionsTable, (typeof SUBMISSION)[number]> & { readonly attempted: unknown },
): Submission {
  return {
    id: row.id,
    author: row.author,
    shipment: row.shipment,
    kind: kindOf(row.kind),
    commitment: row.commitment,
    state: row.state,
    signed: row.signature !== null || Boolean(row.attempted),
    entry: row.entry,
    refusal: refusalOf(row.code, row.facts),
    acceptedAtMs: row.accepted_at_ms,
    settledAtMs: row.settled_at_ms,
  };
}

/** The reason of a refusal, from its columns; null for a submission that was not refused. */
export function refusalOf(code: ErrorCode | null, facts: JsonText<Failure["facts"]> | null): Failure | null {
  return code === null ? null : { code, facts: facts === null ? {} : fromJsonText(facts) };
}

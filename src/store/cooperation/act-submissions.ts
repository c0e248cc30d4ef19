import type { ActSubmission } from "../../api/act.ts";
import { actKindOf } from "../../domain/cooperation/act-kind.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { refusalOf } from "../outbox/submissions.ts";
import type { ActSubmissionsTable } from "../outbox/tables.ts";
import { listStatement } from "../query/list-statement.ts";

/** The submission of an act; `undefined` for an unknown id. */
export async function readActSubmission(db: Database, id: number): Promise<ActSubmission | undefined> {
  const row = await db.reader.selectFrom("act_submissions").selectAll().where("id", "=", id).executeTakeFirst();
  return row && rowToSubmission(row);
}

/** The author's acts that the ledger recorded or refused after a position, up to another one, in order of acceptance. */
export async function readActsSettledWithin(
  db: Database,
  author: ParticipantId,
  after: number,
  to: number,
): Promise<ActSubmission[]> {
  const settledBy = (log: "acts" | "act_refusals") =>
    db.reader
      .selectFrom(log)
      .select(`${log}.hash`)
      .where(`${log}.position`, ">", after)
      .where(`${log}.position`, "<=", to)
      .where(`${log}.author`, "=", author);
  const rows = await db.reader
    .selectFrom("act_submissions")
    .selectAll()
    .where("author", "=", author)
    .where("state", "<>", "accepted")
    .where("entry", "in", settledBy("acts").unionAll(settledBy("act_refusals")))
    .orderBy("id")
    .execute();
  return rows.map(rowToSubmission);
}

function rowToSubmission(row: ActSubmissionsTable): ActSubmission {
  return {
    id: row.id,
    author: row.author,
    matter: row.matter,
    kind: actKindOf(row.kind),
    state: row.state,
    act: row.entry,
    refusal: refusalOf(row.code, row.facts),
    acceptedAtMs: row.accepted_at_ms,
    settledAtMs: row.settled_at_ms,
  };
}

const unsettled = listStatement<{ author: ParticipantId }>(
  (matters) => `select author from act_submissions where state = 'accepted' and matter in ${matters}`,
  1,
);

/** The authors of unsettled acts in these matters. */
export async function readUnsettledAuthors(
  db: Database,
  matters: readonly MatterId[],
): Promise<ReadonlySet<ParticipantId>> {
  return new Set((await unsettled(db, [], matters)).map(({ author }) => author));
}

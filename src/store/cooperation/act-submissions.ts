import type { ActSubmission } from "../../api/act.ts";
import { actKindOf } from "../../domain/cooperation/act-kind.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { refusalOf } from "../outbox/submissions.ts";
import { listStatement } from "../query/list-statement.ts";

/** The submission of an act; `undefined` for an unknown id. */
export async function readActSubmission(db: Database, id: number): Promise<ActSubmission | undefined> {
  const row = await db.reader.selectFrom("act_submissions").selectAll().where("id", "=", id).executeTakeFirst();
  return (
    row && {
      id: row.id,
      author: row.author,
      matter: row.matter,
      kind: actKindOf(row.kind),
      state: row.state,
      act: row.entry,
      refusal: refusalOf(row.code, row.facts),
      acceptedAtMs: row.accepted_at_ms,
      settledAtMs: row.settled_at_ms,
    }
  );
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

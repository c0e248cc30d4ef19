import { fromJsonText, toJsonText } from "../../domain/encoding/json-text.ts";
import type { ChangeHash } from "../../domain/directory/directory-event.ts";
import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { oneOf } from "../query/one-of.ts";
import { statement } from "../query/statement.ts";
import { readUndoings } from "./checkpoint.ts";
import type { MemberChangesTable } from "./tables.ts";

export function memberChangeToRow(change: FollowedChange): MemberChangesTable {
  return {
    position: change.position,
    participant: change.event.participant,
    change_hash: change.event.change,
    event: toJsonText(change.event),
    signature: change.signature,
    block: change.block,
    recorded_at: change.recordedAt,
    transaction_hash: change.transactionHash,
  };
}

/** The changes of these participants in the directory, in the order of the chain. */
export async function readMemberChanges(
  db: Database,
  participants: readonly ParticipantId[],
): Promise<Map<ParticipantId, FollowedChange[]>> {
  if (participants.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("member_changes")
    .selectAll()
    .where(oneOf(db.reader, "participant", participants))
    .orderBy("position")
    .execute();
  return Map.groupBy(rows.map(rowToMemberChange), ({ event }) => event.participant);
}

/** The participants with changes in the directory, by ascending number. @param after the number before the first. */
export async function readMemberIds(db: Database, after: ParticipantId, limit: number): Promise<ParticipantId[]> {
  const rows = await db.reader
    .selectFrom("member_changes")
    .select("participant")
    .distinct()
    .where("participant", ">", after)
    .orderBy("participant")
    .limit(limit)
    .execute();
  return rows.map(({ participant }) => participant);
}

const lastChange = statement<{ change: ChangeHash }>(
  `select change_hash as change from member_changes order by position desc limit 1`,
);

/** A text that is another one after each change of the directory, also when blocks are undone. */
export async function readDirectoryMark(db: Database): Promise<string> {
  const [last] = await lastChange(db, []);
  return last === undefined ? "" : `${await readUndoings(db.reader)} ${last.change}`;
}

function rowToMemberChange(row: MemberChangesTable): FollowedChange {
  return {
    event: fromJsonText(row.event),
    signature: row.signature,
    position: row.position,
    block: row.block,
    recordedAt: row.recorded_at,
    transactionHash: row.transaction_hash,
  };
}

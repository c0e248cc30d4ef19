import type { MatterId } from "../../domain/cooperation/act.ts";
import type { OpenedItem } from "../../domain/cooperation/cooperation-state.ts";
import { CONCLUDED } from "../../domain/cooperation/matter-state.ts";
import { TIMED_REQUEST } from "../../domain/cooperation/request-rules.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { FollowedMatter } from "../../domain/followed.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { rowToItem, rowToMatter } from "./rows.ts";
import type { MatterItemsTable, MattersTable } from "./tables.ts";
import { inStates, OWN_ITEM, OWNS } from "./visible-matters.ts";

/** SQL: the matters of the participant ?1. */
const OWN_MATTERS = Object.values(OWNS)
  .map((owns) => `select m.id from ${owns}`)
  .join(" union ");

/** Agreements end, and offers expire, by time alone: nothing remains to be done about them then. */
const matters = statement<MattersTable>(
  `select m.* from matters m where m.id in (${OWN_MATTERS}) and m.ends_at <> 0
   and (${inStates(TIMED_REQUEST)} or (${inStates(["Proposed", ...CONCLUDED])} and m.ends_at > ?2))
   order by m.ends_at, m.id limit ?3`,
);

const items = statement<MatterItemsTable & { since: number }>(
  `select i.*, (select max(a.recorded_at) from acts a
     where a.matter = i.matter and (a.hash = i.hash or a.refers_to = i.hash)) as since
   from matter_items i where ${OWN_ITEM}
   and (${inStates(["Recalled", "Sealed"], "i")} or (${inStates(["Offered", "CaveatsSigned"], "i")} and i.ends_at > ?2))
   order by i.ends_at, i.hash limit ?3`,
);

export interface TimedMatter {
  readonly id: MatterId;
  readonly followed: FollowedMatter;
}

/** A handover or a seal, and the time of the last act about it in Unix seconds. */
export interface TimedItem {
  readonly found: OpenedItem;
  readonly since: number;
}

/** The participant's agreements and requests whose time runs, or ran out before somebody acted; the first to end first. */
export async function listTimedMatters(
  db: Database,
  participant: ParticipantId,
  now: number,
  limit: number,
): Promise<TimedMatter[]> {
  return (await matters(db, [participant, now, limit])).map((row) => ({ id: row.id, followed: rowToMatter(row) }));
}

/** The handovers and seals that concern the participant and whose time runs, or ran out before somebody acted. */
export async function listTimedItems(
  db: Database,
  participant: ParticipantId,
  now: number,
  limit: number,
): Promise<TimedItem[]> {
  return (await items(db, [participant, now, limit])).map((row) => ({ found: rowToItem(row), since: row.since }));
}

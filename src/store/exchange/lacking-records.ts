import type { ParticipantId } from "../../domain/entry.ts";
import { ACT_PLACE, HAS_RECORD, viewOfAct } from "../cooperation/act-views.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { LackingEntry } from "./lacking.ts";

const pageEnd = statement<{ end: number | null }>(
  `select max(position) as "end" from (
    select position from acts where position > ?1 and position <= ?2 order by position limit ?3) page`,
);

// An act can open the records of earlier ones: those of its matter are looked at again.
const lacking = statement<LackingEntry>(
  `select l.entry, l.position, l.wanted as view from (
    select a.hash as entry, a.position, coalesce(r.view, 0) as held, ${viewOfAct("?1")} as wanted
    from acts a ${ACT_PLACE}
    where a.position <= ?3 and ${HAS_RECORD}
      and a.matter in (select n.matter from acts n where n.position > ?2 and n.position <= ?3)) l
  where l.wanted > l.held order by l.position`,
);

/** Position of the last of the next `limit` acts between two positions; `undefined` when there are none. */
export async function readEndOfActs(
  db: Database,
  after: number,
  until: number,
  limit: number,
): Promise<number | undefined> {
  return (await pageEnd(db, [after, until, limit]))[0]?.end ?? undefined;
}

/** The acts of matters with acts between two positions of whose records a participant may read more than is held. */
export const findLackingRecords = (
  db: Database,
  reader: ParticipantId,
  after: number,
  until: number,
): Promise<LackingEntry[]> => lacking(db, [reader, after, until]);

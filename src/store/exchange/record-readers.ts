import { sql } from "kysely";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { ViewNumber } from "../access/visibility.ts";
import { ACT_PLACE, viewOfAct } from "../cooperation/act-views.ts";
import type { Database } from "../open-database.ts";
import { oneOf } from "../query/one-of.ts";

/** A reader of an act's record. */
export interface RecordReader {
  readonly entry: EntryHash;
  readonly recipient: ParticipantId;
  readonly view: ViewNumber;
}

/** Who of these participants reads which of these acts' records, and so may hold them. */
export async function findRecordReaders(
  { reader }: Database,
  acts: readonly EntryHash[],
  participants: readonly ParticipantId[],
): Promise<RecordReader[]> {
  if (acts.length === 0 || participants.length === 0) return [];
  const { rows } = await sql<RecordReader>`select o.* from (
    select a.hash as entry, p.id as recipient, ${sql.raw(viewOfAct("p.id"))} as view
    from acts a ${sql.raw(ACT_PLACE)} cross join participants p
    where ${oneOf(reader, "a.hash", acts)} and ${oneOf(reader, "p.id", participants)}) o
  where o.view > 0`.execute(reader);
  return rows;
}

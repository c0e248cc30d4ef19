import { sql } from "kysely";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { ACT_PLACE, sentViewOfAct, viewOfAct } from "../cooperation/act-views.ts";
import type { Database } from "../open-database.ts";
import { oneOf } from "../query/one-of.ts";
import type { HeldContent } from "./held-content.ts";
import type { SharedEntry } from "./wanted-contents.ts";

/** What is held of an act's record, and what both members may read of it, with the record. */
export interface SharedRecord extends SharedEntry, Pick<HeldContent, "commitment" | "body" | "seed" | "disclosure"> {}

/**
 * Those of these acts that are recorded, in the order of the chain.
 *
 * @param time Of the chain, in Unix seconds.
 */
export async function readSharedRecords(
  { reader: db }: Database,
  { reader, giver, time }: { readonly reader: ParticipantId; readonly giver: ParticipantId; readonly time: number },
  acts: readonly EntryHash[],
): Promise<SharedRecord[]> {
  if (acts.length === 0) return [];
  const { rows } = await sql<SharedRecord>`select a.hash as entry, a.position, null as shipment, a.author, a.commitment,
    r.view as held, null as "erasedAt", coalesce(length(r.body), 0) as characters, r.body, r.seed, r.disclosure,
    ${sql.raw(sentViewOfAct("members.reader", "members.time"))} as view,
    ${sql.raw(viewOfAct("members.giver"))} as "giverView"
    from acts a ${sql.raw(ACT_PLACE)} cross join (select cast(${reader} as bigint) as reader,
      cast(${giver} as bigint) as giver, cast(${time} as bigint) as time) members where ${oneOf(db, "a.hash", acts)} order by a.position`.execute(
    db,
  );
  return rows;
}

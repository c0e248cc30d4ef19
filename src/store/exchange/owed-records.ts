import { sql, type Kysely, type RawBuilder } from "kysely";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { ViewNumber } from "../access/visibility.ts";
import { ACT_PLACE, sentViewOfAct } from "../cooperation/act-views.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";

/** The record of an act, of which at least a part is held, and a reader to which it may be sent. */
export interface OwedRecord {
  readonly entry: EntryHash;
  readonly position: number;
  readonly author: ParticipantId;
  readonly held: ViewNumber;
  readonly recipient: ParticipantId;
  readonly rule: "cooperation";
  readonly view: ViewNumber;
}

/**
 * Who of these participants is sent which of the held records of the acts that meet a condition on `a`, in the order of
 * the chain.
 *
 * @param time Of the chain, in Unix seconds.
 */
export async function findOwedRecords(
  db: Kysely<Schema>,
  where: RawBuilder<unknown>,
  recipients: readonly ParticipantId[],
  time: number,
): Promise<OwedRecord[]> {
  if (recipients.length === 0) return [];
  const { rows } = await sql<OwedRecord>`select o.* from (
    select a.hash as entry, a.position, a.author, r.view as held, p.id as recipient, 'cooperation' as rule,
      ${sql.raw(sentViewOfAct("p.id", "chain.time"))} as view
    from acts a ${sql.raw(ACT_PLACE)} cross join participants p cross join (select cast(${time} as bigint) as time) chain
    where r.body is not null and ${where} and ${oneOf(db, "p.id", recipients)}) o
  where o.view > 0 order by o.position`.execute(db);
  return rows;
}

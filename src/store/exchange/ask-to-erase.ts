import { sql, type Kysely } from "kysely";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { Schema } from "../schema.ts";
import type { ErasuresTable } from "./tables.ts";

/** The ground of a request, in words for the other member. */
const GROUND = "The author erased the payload.";

/** What decides a request to erase. */
interface NewErasure {
  readonly recipient: ParticipantId;
  readonly entry: EntryHash;
  readonly author: ParticipantId;
  /** Unix seconds. */
  readonly erasedAt: number;
}

/** A request that is due at once. */
export function newErasure({ recipient, entry, author, erasedAt }: NewErasure): ErasuresTable {
  return {
    ...{ recipient, entry, author, erased_at: erasedAt, ground: GROUND, state: "due", attempts: 0, due_at_ms: 0 },
    ...{ kept_until: null, kept_ground: null, answer: null },
  };
}

/**
 * Plans the requests to erase a payload; part of the transaction that erases it here. A member may have it when a parcel
 * was ever planned for it or came from it. Who becomes entitled later is asked when its lane plans the entry.
 *
 * @param now Unix seconds.
 */
export async function askToErase(
  tx: Kysely<Schema>,
  commitment: Bytes32,
  author: ParticipantId,
  now: number,
): Promise<void> {
  // Without the cast PostgreSQL takes the parameter of a `select distinct` for a text.
  await sql`insert into exchange_erasures (recipient, entry, author, erased_at, ground, state, attempts, due_at_ms)
    select distinct m.member, e.hash, e.author, cast(${now} as bigint), ${GROUND}, 'due', 0, 0 from entries e
    join (select recipient as member, entry from exchange_parcels
      union select sender as member, entry from exchange_arrivals where entry is not null) m on m.entry = e.hash
    where substr(e.commitment, 1, 18) = substr(${commitment}, 1, 18) and e.commitment = ${commitment}
      and e.author = ${author} and m.member <> ${author}
    on conflict do nothing`.execute(tx);
}

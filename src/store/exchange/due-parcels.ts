import { MAX_EXCHANGE_BYTES, MAX_ITEMS } from "../../api/exchange.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { readerParameters, type Visibility } from "../access/visibility.ts";
import { PAYLOAD } from "../chain/entries.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { type HeldContent, IDENTITY_COLUMNS, JOIN_IDENTITIES } from "./held-content.ts";
import type { ParcelsTable } from "./tables.ts";

/** A parcel to seal, of an entry or of an act, with all that its content may need. */
export interface DueParcel
  extends
    HeldContent,
    Pick<ParcelsTable, "recipient" | "entry" | "position" | "sender" | "rule" | "view" | "history" | "attempts"> {
  /** Null when the chain took the entry or the act back. */
  readonly author: ParticipantId | null;
  /** Null for an act. */
  readonly shipment: ShipmentId | null;
}

/** Characters of payloads that are read for one window. The rest waits for the next one. */
const MAX_CHARACTERS = MAX_EXCHANGE_BYTES;

/** Due parcels among which those of one sender are looked for. A window has one sender. */
const CANDIDATES = 20 * MAX_ITEMS;

const due = statement<DueParcel>(`with candidates as (
    select x.recipient, x.entry, x.position, x.sender, x.rule, x.view, x.history, x.attempts, x.due_at_ms
    from exchange_parcels x
    where x.recipient = ?1 and x.state = 'due' and x.history = ?4 and x.due_at_ms <= ?5
    order by x.due_at_ms, x.position limit ${CANDIDATES}),
  next as (
    select x.*, sum(coalesce(length(p.body), 0)) over (order by x.due_at_ms, x.position)
      - coalesce(length(p.body), 0) as earlier
    from (select * from candidates
      where sender = (select sender from candidates order by due_at_ms, position limit 1)
      order by due_at_ms, position limit ?6) x
    left join entries e on e.hash = x.entry ${PAYLOAD})
  select n.recipient, n.entry, n.position, n.sender, n.rule, n.view, n.history, n.attempts, e.shipment,
    coalesce(e.author, a.author) as author, coalesce(e.commitment, a.commitment) as commitment,
    coalesce(p.view, r.view) as held, coalesce(p.body, r.body) as body, coalesce(p.seed, r.seed) as seed,
    coalesce(p.disclosure, r.disclosure) as disclosure, ${IDENTITY_COLUMNS}
  from next n left join entries e on e.hash = n.entry ${PAYLOAD} ${JOIN_IDENTITIES}
    left join acts a on a.hash = n.entry left join act_records r on r.commitment = a.commitment and r.author = a.author
  where n.earlier <= ${MAX_CHARACTERS}
  order by n.due_at_ms, n.position`);

/** The ranks of `ParcelsTable.history`, in their order. */
const RANKS = [0, 1, 2];

/**
 * The next parcels of a lane that are due: live ones first, and of each rank those of the sender whose turn it is.
 *
 * @param reader The recipient's parameters.
 * @param now Unix milliseconds.
 */
export async function readDueParcels(db: Database, reader: Visibility, now: number): Promise<DueParcel[]> {
  const found: DueParcel[] = [];
  for (const rank of RANKS) {
    if (found.length >= MAX_ITEMS) break;
    found.push(...(await due(db, [...readerParameters(reader), rank, now, MAX_ITEMS - found.length])));
  }
  return found;
}

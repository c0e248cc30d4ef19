import { MAX_EXCHANGE_BYTES, MAX_ITEMS } from "../../api/exchange.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { identified, readerParameters, type ViewNumber, type Visibility } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { ParcelsTable } from "./tables.ts";

/** A parcel to seal, with all that its content may need. */
export interface DueParcel extends Pick<
  ParcelsTable,
  "recipient" | "entry" | "position" | "sender" | "rule" | "view" | "history" | "attempts"
> {
  /** Null when the chain took the entry back. */
  readonly author: ParticipantId | null;
  readonly shipment: ShipmentId;
  readonly commitment: Bytes32;
  /** Null when nothing of the payload is held; 0 when it is erased. */
  readonly held: ViewNumber | null;
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
  /** The identity of the entry's shipment, where it is known here. */
  readonly identifier: string | null;
  readonly blind: Bytes32;
  /** The identity of the unit of a Load or Unload, where it is known here and the recipient may know it. */
  readonly unit: string | null;
  readonly unitBlind: Bytes32;
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
    select x.*, e.author, e.shipment, e.commitment, e.kind, e.refers_to
    from candidates x left join entries e on e.hash = x.entry
    where x.sender = (select sender from candidates order by due_at_ms, position limit 1)
    order by x.due_at_ms, x.position limit ?6),
  sized as (
    select n.*, p.body, p.seed, p.disclosure, p.view as held,
      sum(coalesce(length(p.body), 0)) over (order by n.due_at_ms, n.position) as characters
    from next n left join payloads p on p.commitment = n.commitment and p.author = n.author)
  select n.recipient, n.entry, n.position, n.sender, n.rule, n.view, n.history, n.attempts, n.author, n.shipment,
    n.commitment, n.held, n.body, n.seed, n.disclosure, i.identifier, i.blind,
    u.identifier as unit, u.blind as "unitBlind"
  from sized n left join identities i on i.shipment = n.shipment
  left join identities u on u.shipment = n.refers_to and n.kind in (${KINDS.Load}, ${KINDS.Unload})
    and ${identified("n.refers_to")}
  where n.characters - coalesce(length(n.body), 0) <= ${MAX_CHARACTERS}
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

import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { numberOf, readerParameters, viewOfEntry, type ViewNumber, type Visibility } from "../access/visibility.ts";
import { PAYLOAD } from "../chain/entries.ts";
import type { Database } from "../open-database.ts";
import { listStatement } from "../query/list-statement.ts";
import { statement } from "../query/statement.ts";

/** An entry of which a member may read more than this gateway holds. */
export interface LackingEntry {
  readonly entry: EntryHash;
  readonly position: number;
  /** The member's view. */
  readonly view: ViewNumber;
}

/**
 * SQL: whether all that a view opens is held of the payload `p`, or the payload was erased. The views are in order, but
 * that of handoffs lacks the findings that the view of a unit opens.
 */
export const isSatisfied = (view: string) => `(p.erased_at is not null or (p.view is not null and p.view >= ${view}
  and not (${view} = ${numberOf("unit")} and p.view = ${numberOf("handoff")})))`;

const HELD_WHOLE = isSatisfied(String(numberOf("all")));

const lacking = listStatement<LackingEntry>(
  (shipments) => `select p.entry, p.position, p.wanted as view from (
    select e.hash as entry, e.position, p.view, p.erased_at, ${viewOfEntry} as wanted from entries e ${PAYLOAD}
    where e.shipment in ${shipments} and e.position <= ?4 and not ${HELD_WHOLE}) p
  where p.wanted > 0 and not ${isSatisfied("p.wanted")} order by p.position`,
  5,
);

/** The entries of these shipments, up to a position, of which a member may read more than is held. */
export function findLacking(
  db: Database,
  visibility: Visibility,
  shipments: readonly ShipmentId[],
  until: number,
): Promise<LackingEntry[]> {
  return lacking(db, [...readerParameters(visibility), until], shipments);
}

const pageEnd = statement<{ end: number | null }>(
  `select max(position) as "end" from (
    select position from entries where position > ?1 and position <= ?2 order by position limit ?3) page`,
);

// Most payloads are held whole: that is cheaper to see once than to judge what each member reads.
const touched = statement<{ shipment: ShipmentId }>(
  `select distinct e.shipment from entries e ${PAYLOAD}
   where e.shipment in (select shipment from entries where position > ?1 and position <= ?2)
     and e.position <= ?3 and not ${HELD_WHOLE}`,
);

/**
 * Of the shipments of the next `limit` entries between two positions those with a payload that is not held whole, and
 * the position of the last of these entries.
 *
 * @returns `undefined` when there are no entries.
 */
export async function readIncompleteShipments(
  db: Database,
  after: number,
  until: number,
  limit: number,
): Promise<{ readonly shipments: ShipmentId[]; readonly end: number } | undefined> {
  const end = (await pageEnd(db, [after, until, limit]))[0]?.end ?? undefined;
  if (end === undefined) return undefined;
  return { shipments: (await touched(db, [after, end, until])).map(({ shipment }) => shipment), end };
}

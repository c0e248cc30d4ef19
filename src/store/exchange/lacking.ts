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

const lacking = listStatement<LackingEntry>(
  (shipments) => `select e.entry, e.position, e.view from (
    select e.hash as entry, e.position, e.commitment, e.author, ${viewOfEntry} as view from entries e
    where e.shipment in ${shipments} and e.position <= ?4) e
  ${PAYLOAD} where e.view > 0 and not ${isSatisfied("e.view")} order by e.position`,
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

const touched = statement<{ shipment: ShipmentId }>(
  "select distinct shipment from entries where position > ?1 and position <= ?2",
);

/**
 * The shipments of the next `limit` entries between two positions, and the position of the last of these entries.
 *
 * @returns `undefined` when there are no entries.
 */
export async function readTouchedShipments(
  db: Database,
  after: number,
  until: number,
  limit: number,
): Promise<{ readonly shipments: ShipmentId[]; readonly end: number } | undefined> {
  const end = (await pageEnd(db, [after, until, limit]))[0]?.end ?? undefined;
  if (end === undefined) return undefined;
  return { shipments: (await touched(db, [after, end])).map(({ shipment }) => shipment), end };
}

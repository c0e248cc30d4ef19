import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** How much the lanes of a gateway still have to do. */
export interface UnsettledExchange {
  readonly lanes: number;
  /** Lanes that have not planned all followed entries, or their history. */
  readonly unplanned: number;
  /** Parcels without a final receipt. */
  readonly owed: number;
  /** Shipments to plan again. */
  readonly reviews: number;
}

const unsettled = statement<UnsettledExchange>(
  `select (select count(*) from exchange_lanes) as lanes,
     (select count(*) from exchange_lanes where history_to < history_end
       or planned_to < (select coalesce(max(position), 0) from entries)
       or acts_to < (select coalesce(max(position), 0) from acts)) as unplanned,
     (select count(*) from exchange_parcels where state in ('due', 'sealed')) as owed,
     (select count(*) from exchange_reviews) as reviews`,
);

/** Reads how much the lanes of a gateway still have to do. */
export async function readUnsettledExchange(db: Database): Promise<UnsettledExchange> {
  const [row = { lanes: 0, unplanned: 0, owed: 0, reviews: 0 }] = await unsettled(db, []);
  const { lanes, unplanned, owed, reviews } = row;
  return { lanes: Number(lanes), unplanned: Number(unplanned), owed: Number(owed), reviews: Number(reviews) };
}

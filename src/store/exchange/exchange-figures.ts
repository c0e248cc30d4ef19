import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** What this gateway owes to all members with other gateways. */
export interface ExchangeFigures {
  readonly owed: number;
  /** Those among them that the recipient did not take at the last attempt. */
  readonly refused: number;
  /** Unix seconds at which the chain recorded the oldest of their entries and acts; null when nothing is owed. */
  readonly oldest: number | null;
  readonly lanes: number;
  /** Lanes whose last attempt failed. */
  readonly failing: number;
}

const OWED = "x.state in ('due', 'sealed')";

const figures = statement<ExchangeFigures>(
  `select (select count(*) from exchange_parcels x where ${OWED}) as owed,
    (select count(*) from exchange_parcels x where ${OWED} and x.receipt is not null) as refused,
    (select min(recorded_at) from (select recorded_at, position from entries union all select recorded_at, position from acts) e
      where e.position = (select min(x.position) from exchange_parcels x where ${OWED})) as oldest,
    (select count(*) from exchange_lanes) as lanes,
    (select count(*) from exchange_lanes where attempts > ?1) as failing`,
);

/** Counts what is owed, for an operator. */
export async function readExchangeFigures(db: Database): Promise<ExchangeFigures> {
  const [found] = await figures(db, [0]);
  return found ?? { owed: 0, refused: 0, oldest: null, lanes: 0, failing: 0 };
}

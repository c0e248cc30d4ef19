import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** Number of newest entries and refusals that the activity counts. */
const NEWEST = 20_000;

const minutes = statement<{ minute: number; entries: number }>(
  `select recorded_at / 60 as minute, count(*) as entries
   from (select recorded_at from entries order by position desc limit ${NEWEST}) newest
   where recorded_at >= ?1 group by recorded_at / 60 order by 1`,
);

const codes = statement<{ code: string; entries: number }>(
  `select code, count(*) as entries from (select code from refusals order by position desc limit ${NEWEST}) newest
   group by code order by 2 desc, 1`,
);

/** Number of entries recorded in each minute after `since`, without empty minutes. A minute is Unix seconds over 60. */
export async function readEntriesByMinute(
  db: Database,
  since: number,
): Promise<{ readonly minute: number; readonly entries: number }[]> {
  const rows = await minutes(db, [since]);
  return rows.map(({ minute, entries }) => ({ minute: Number(minute), entries: Number(entries) }));
}

/** The newest refusals of the ledger, counted by error code, the most frequent first. */
export async function readRefusalsByCode(db: Database): Promise<{ readonly code: string; readonly entries: number }[]> {
  const rows = await codes(db, []);
  return rows.map(({ code, entries }) => ({ code, entries: Number(entries) }));
}

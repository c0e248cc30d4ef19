import { sql, type Kysely } from "kysely";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { statement } from "../query/statement.ts";
import type { Schema } from "../schema.ts";
import type { NewsTable } from "./tables.ts";

/**
 * Numbers entries whose payload arrived after their block, in the order of arrival; part of the transaction that stores
 * the payloads. Each entry gets one number for each view, so that a repeated parcel is no news.
 */
export async function noteNews(tx: Kysely<Schema>, news: readonly Omit<NewsTable, "number">[]): Promise<void> {
  if (news.length === 0) return;
  // The row of the last number is locked until the commit: a reader of a number has all lower ones.
  const { rows } = await sql<{ value: string }>`
    insert into single_values (name, value) values ('exchange_news', ${String(news.length)})
    on conflict (name) do update set value = cast(cast(single_values.value as bigint) + ${news.length} as text)
    returning value`.execute(tx);
  const first = Number(rows[0]?.value) - news.length + 1;
  const numbered = news.map(({ entry, view }, index) => ({ number: first + index, entry, view }));
  await bulkInsert(tx, "exchange_news", numbered, "(entry, view) do nothing");
}

const last = statement<{ number: number | null }>("select max(number) as number from exchange_news");

/** Number of the newest arrival; 0 before the first. */
export async function lastNews(db: Database): Promise<number> {
  return (await last(db, []))[0]?.number ?? 0;
}

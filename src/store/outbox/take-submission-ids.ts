import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Reserves `count` consecutive ids and returns the first. */
export async function takeSubmissionIds(tx: Kysely<Schema>, count: number): Promise<number> {
  const { rows } = await sql<{ value: string }>`
    insert into single_values (name, value) values ('submissions', ${String(count)})
    on conflict (name) do update set value = cast(cast(single_values.value as bigint) + ${count} as text)
    returning value`.execute(tx);
  return Number(rows[0]?.value) - count + 1;
}

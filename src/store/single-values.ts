import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** Reads a single value with the type under which it was written. */
export async function readValue<Value>(db: Kysely<Schema>, name: string): Promise<Value | undefined> {
  const row = await db.selectFrom("single_values").select("value").where("name", "=", name).executeTakeFirst();
  return row && (JSON.parse(row.value) as Value);
}

export async function writeValue(db: Kysely<Schema>, name: string, value: object): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto("single_values")
    .values({ name, value: text })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: text }))
    .execute();
}

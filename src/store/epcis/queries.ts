import type { ParticipantId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Database } from "../open-database.ts";
import { transaction } from "../transaction.ts";

/** A stored named query. */
export interface NamedQueryRecord {
  readonly name: string;
  /** Its parameters, unchanged. */
  readonly query: JsonText<JsonObject>;
}

/** Stores a named query. @returns whether the name was free. */
export const insertNamedQuery = transaction(
  import.meta.url,
  "insertNamedQuery",
  async (tx, participant: ParticipantId, { name, query }: NamedQueryRecord, now: number) => {
    const inserted = await tx
      .insertInto("epcis_queries")
      .values({ participant, name, query, created_at: now })
      .onConflict((conflict) => conflict.columns(["participant", "name"]).doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  },
);

export async function readNamedQuery(
  db: Database,
  participant: ParticipantId,
  name: string,
): Promise<NamedQueryRecord | undefined> {
  return db.reader
    .selectFrom("epcis_queries")
    .select(["name", "query"])
    .where("participant", "=", participant)
    .where("name", "=", name)
    .executeTakeFirst();
}

/** A participant's named queries, ordered by name, after a given name. */
export async function listNamedQueries(
  db: Database,
  participant: ParticipantId,
  after: string | undefined,
  limit: number,
): Promise<NamedQueryRecord[]> {
  return db.reader
    .selectFrom("epcis_queries")
    .select(["name", "query"])
    .where("participant", "=", participant)
    .where("name", ">", after ?? "")
    .orderBy("name")
    .limit(limit)
    .execute();
}

/** Deletes a named query with its subscriptions and their pending messages. @returns whether the query existed. */
export const deleteNamedQuery = transaction(
  import.meta.url,
  "deleteNamedQuery",
  async (tx, participant: ParticipantId, name: string) => {
    const subscriptions = tx
      .selectFrom("epcis_subscriptions")
      .select("id")
      .where("participant", "=", participant)
      .where("query", "=", name);
    await tx.deleteFrom("deliveries").where("webhook", "in", subscriptions).execute();
    await tx
      .deleteFrom("epcis_subscriptions")
      .where("participant", "=", participant)
      .where("query", "=", name)
      .execute();
    const deleted = await tx
      .deleteFrom("epcis_queries")
      .where("participant", "=", participant)
      .where("name", "=", name)
      .executeTakeFirst();
    return deleted.numDeletedRows > 0n;
  },
);

import type { ParticipantId } from "../domain/entry.ts";
import { oneOf } from "./one-of.ts";
import type { Database } from "./open-database.ts";
import { transaction } from "./transaction.ts";

/** Whom these identifiers mean; those that mean nobody are left out. */
export async function readParties(db: Database, identifiers: readonly string[]): Promise<Map<string, ParticipantId>> {
  if (identifiers.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("party_identifiers")
    .selectAll()
    .where(oneOf(db.reader, "identifier", identifiers))
    .execute();
  return new Map(rows.map(({ identifier, participant }) => [identifier, participant]));
}

/** The identifiers that mean a participant, in order. */
export async function readIdentifiersOf(db: Database, participant: ParticipantId): Promise<string[]> {
  const rows = await db.reader
    .selectFrom("party_identifiers")
    .select("identifier")
    .where("participant", "=", participant)
    .orderBy("identifier")
    .execute();
  return rows.map(({ identifier }) => identifier);
}

/** Replaces the identifiers of a participant. @returns the first that means another participant; then nothing changes. */
export const replaceIdentifiersOf = transaction(
  import.meta.url,
  "replaceIdentifiersOf",
  async (tx, participant: ParticipantId, identifiers: readonly string[]): Promise<string | undefined> => {
    const taken = await tx
      .selectFrom("party_identifiers")
      .select("identifier")
      .where(oneOf(tx, "identifier", identifiers))
      .where("participant", "!=", participant)
      .executeTakeFirst();
    if (taken !== undefined) return taken.identifier;
    await tx.deleteFrom("party_identifiers").where("participant", "=", participant).execute();
    for (const identifier of identifiers) {
      await tx.insertInto("party_identifiers").values({ identifier, participant }).execute();
    }
    return undefined;
  },
);

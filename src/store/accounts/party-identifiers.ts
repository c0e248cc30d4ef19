import type { ParticipantId } from "../../domain/entry.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import { transaction } from "../transaction.ts";

/** The participants to which these identifiers belong, by identifier. */
export async function readParties(db: Database, identifiers: readonly string[]): Promise<Map<string, ParticipantId>> {
  if (identifiers.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("party_identifiers")
    .selectAll()
    .where(oneOf(db.reader, "identifier", identifiers))
    .execute();
  return new Map(rows.map(({ identifier, participant }) => [identifier, participant]));
}

/** The identifiers of a participant, sorted. */
export async function readIdentifiersOf(db: Database, participant: ParticipantId): Promise<string[]> {
  const rows = await db.reader
    .selectFrom("party_identifiers")
    .select("identifier")
    .where("participant", "=", participant)
    .orderBy("identifier")
    .execute();
  return rows.map(({ identifier }) => identifier);
}

/**
 * Replaces the identifiers of a participant.
 *
 * @returns the first identifier of another participant; then nothing changes.
 */
export const replaceIdentifiersOf = transaction(
  import.meta.url,
  "replaceIdentifiersOf",
  async (tx, participant: ParticipantId, identifiers: readonly string[]): Promise<string | undefined> => {
    const own = await tx
      .selectFrom("party_identifiers")
      .select("identifier")
      .where("participant", "=", participant)
      .execute();
    const before = new Set(own.map(({ identifier }) => identifier));
    // Always in the same order, so that two gateways that insert the same identifiers do not deadlock.
    const fresh = identifiers.filter((identifier) => !before.has(identifier)).sort();
    const forget = (some: readonly string[]) =>
      tx
        .deleteFrom("party_identifiers")
        .where("participant", "=", participant)
        .where(oneOf(tx, "identifier", some))
        .execute();
    const rows = fresh.map((identifier) => ({ identifier, participant }));
    await bulkInsert(tx, "party_identifiers", rows, "do nothing");
    const taken = await tx
      .selectFrom("party_identifiers")
      .select("identifier")
      .where(oneOf(tx, "identifier", identifiers))
      .where("participant", "!=", participant)
      .orderBy("identifier")
      .executeTakeFirst();
    await forget(taken === undefined ? [...before].filter((one) => !identifiers.includes(one)) : fresh);
    return taken?.identifier;
  },
);

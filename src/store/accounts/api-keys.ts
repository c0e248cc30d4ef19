import { sql } from "kysely";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { transaction } from "../transaction.ts";
import type { ApiKeysTable } from "./tables.ts";

/** A stored API key: all but its secret. Times are Unix seconds. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly participant: ParticipantId;
  readonly label: string;
  /** SHA-256 of the secret, lower-case hexadecimal without `0x`. */
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

/** Adds a key, durably. */
export const insertApiKey = transaction(import.meta.url, "insertApiKey", async (tx, key: ApiKeyRecord) => {
  const row = {
    id: key.id,
    participant: key.participant,
    label: key.label,
    secret_hash: key.secretHash,
    scopes: key.scopes.join(" "),
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
  };
  await tx.insertInto("api_keys").values(row).execute();
});

export async function readApiKey(db: Database, id: string): Promise<ApiKeyRecord | undefined> {
  const row = await db.reader.selectFrom("api_keys").selectAll().where("id", "=", id).executeTakeFirst();
  return row && rowToApiKey(row);
}

/** At most `limit` keys with ids after `after`, ordered by id. */
export async function listApiKeys(
  db: Database,
  participant: ParticipantId | undefined,
  after: string,
  limit: number,
): Promise<ApiKeyRecord[]> {
  let query = db.reader.selectFrom("api_keys").selectAll().where("id", ">", after).orderBy("id").limit(limit);
  if (participant !== undefined) query = query.where("participant", "=", participant);
  return (await query.execute()).map(rowToApiKey);
}

/**
 * Revokes a key. The first revocation counts.
 *
 * @returns the time of the first revocation, or `undefined` for an unknown key.
 */
export const revokeApiKey = transaction(import.meta.url, "revokeApiKey", async (tx, id: string, now: number) => {
  const row = await tx
    .updateTable("api_keys")
    .set({ revoked_at: sql<number>`coalesce(revoked_at, ${now})` })
    .where("id", "=", id)
    .returning("revoked_at")
    .executeTakeFirst();
  return row?.revoked_at ?? undefined;
});

function rowToApiKey(row: ApiKeysTable): ApiKeyRecord {
  return {
    id: row.id,
    participant: row.participant,
    label: row.label,
    secretHash: row.secret_hash,
    scopes: row.scopes.split(" "),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  };
}

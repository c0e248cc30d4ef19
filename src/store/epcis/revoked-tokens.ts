import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";

const revoked = statement<{ digest: string }>("select digest from epcis_revoked_tokens where digest = ?1");

/** Whether a page token, given by its SHA-256, was revoked. */
export async function isTokenRevoked(db: Database, digest: string): Promise<boolean> {
  return (await revoked(db, [digest])).length > 0;
}

/** Stores the revocation of a page token and deletes those of expired tokens. @param now Unix seconds. */
export const revokeToken = transaction(
  import.meta.url,
  "revokeToken",
  async (tx, digest: string, expiresAt: number, now: number) => {
    await tx.deleteFrom("epcis_revoked_tokens").where("expires_at", "<", now).execute();
    await tx
      .insertInto("epcis_revoked_tokens")
      .values({ digest, expires_at: expiresAt })
      .onConflict((conflict) => conflict.column("digest").doNothing())
      .execute();
  },
);

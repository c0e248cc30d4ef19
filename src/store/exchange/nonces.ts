import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { transaction } from "../transaction.ts";

/** Most requests of one sender that have not expired. */
export const MOST_NONCES = 10_000;

/**
 * Remembers the nonce of a request until it expires.
 *
 * @param expires Unix seconds.
 * @param now Unix seconds.
 * @returns "replayed" for a known nonce, "too many" when the sender has too many requests that have not expired.
 */
export const useNonce = transaction(
  import.meta.url,
  "useNonce",
  async (
    tx,
    sender: ParticipantId,
    nonce: Bytes32,
    expires: number,
    now: number,
  ): Promise<"fresh" | "replayed" | "too many"> => {
    await tx.deleteFrom("exchange_nonces").where("expires", "<=", now).execute();
    const { used } = await tx
      .selectFrom("exchange_nonces")
      .select(({ fn }) => fn.countAll<number>().as("used"))
      .where("sender", "=", sender)
      .executeTakeFirstOrThrow();
    if (used >= MOST_NONCES) return "too many";
    const taken = await tx
      .insertInto("exchange_nonces")
      .values({ sender, nonce, expires })
      .onConflict((conflict) => conflict.doNothing())
      .returning("nonce")
      .executeTakeFirst();
    return taken === undefined ? "replayed" : "fresh";
  },
);

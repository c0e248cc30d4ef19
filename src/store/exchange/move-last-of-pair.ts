import type { Kysely } from "kysely";
import type { ParticipantId } from "../../domain/entry.ts";
import type { LastOfPair } from "../../domain/pair-order.ts";
import type { Schema } from "../schema.ts";

/** New parcels of a pair, which follow `before`. */
export interface PairMove {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
  readonly before: LastOfPair;
  readonly last: LastOfPair;
}

/**
 * Takes the numbers of new parcels. One statement compares and sets, so that a lane and the answer to a want never give
 * one number twice.
 *
 * @returns `false`, without a change, when another parcel took a number meanwhile.
 */
export async function moveLastOfPair(
  tx: Kysely<Schema>,
  { sender, recipient, before, last }: PairMove,
): Promise<boolean> {
  const { sequence, id: parcel } = last;
  const moved = await tx
    .insertInto("exchange_sequences")
    .values({ sender, recipient, sequence, parcel, missing: 0, fork: null, forked_at_ms: null })
    .onConflict((conflict) =>
      conflict
        .columns(["sender", "recipient"])
        .doUpdateSet({ sequence, parcel })
        .where("exchange_sequences.sequence", "=", before.sequence),
    )
    .returning("sequence")
    .executeTakeFirst();
  return moved !== undefined;
}

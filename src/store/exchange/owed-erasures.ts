import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import type { ErasuresTable } from "./tables.ts";

/** A request to send to another member. */
export interface OwedErasure {
  readonly recipient: ParticipantId;
  readonly entry: EntryHash;
  readonly author: ParticipantId;
  readonly erasedAt: number;
  readonly ground: string;
  readonly attempts: number;
}

/** What a member answered; without an answer only when it is asked again. */
export type ErasureReply = Pick<ErasuresTable, "recipient" | "entry" | "due_at_ms"> & {
  readonly answered?: Pick<ErasuresTable, "state" | "kept_until" | "kept_ground" | "answer">;
};

const due = statement<OwedErasure>(
  `select recipient, entry, author, erased_at as "erasedAt", ground, attempts from exchange_erasures
    where state <> 'erased' and due_at_ms <= ?1 and recipient = ?2 order by due_at_ms limit ?3`,
);
const recipients = statement<{ recipient: ParticipantId }>(
  "select distinct recipient from exchange_erasures where state <> 'erased' and due_at_ms <= ?1",
);

/** The members that are to be asked to erase something. @param nowMs Unix milliseconds. */
export async function readErasureRecipients(db: Database, nowMs: number): Promise<ParticipantId[]> {
  return (await recipients(db, [nowMs])).map(({ recipient }) => recipient);
}

/** What a member is to be asked to erase next. @param nowMs Unix milliseconds. */
export function readOwedErasures(
  db: Database,
  recipient: ParticipantId,
  nowMs: number,
  limit: number,
): Promise<OwedErasure[]> {
  return due(db, [nowMs, recipient, limit]);
}

/** What became of a request to a member. */
export type ErasureState = Pick<ErasuresTable, "recipient" | "state" | "kept_until" | "kept_ground">;

/** The requests to erase the payload of an entry, by member. */
export function readErasuresOf(db: Database, entry: EntryHash): Promise<ErasureState[]> {
  return db.reader
    .selectFrom("exchange_erasures")
    .select(["recipient", "state", "kept_until", "kept_ground"])
    .where("entry", "=", entry)
    .orderBy("recipient")
    .execute();
}

/** Stores what members answered. An attestation is final. */
export const storeErasureReplies = transaction(
  import.meta.url,
  "storeErasureReplies",
  async (tx, replies: readonly ErasureReply[]) => {
    for (const { recipient, entry, due_at_ms, answered } of replies) {
      await tx
        .updateTable("exchange_erasures")
        .set(({ eb }) => ({ due_at_ms, attempts: answered ? 0 : eb("attempts", "+", 1), ...answered }))
        .where("recipient", "=", recipient)
        .where("entry", "=", entry)
        .where("state", "<>", "erased")
        .execute();
    }
  },
);

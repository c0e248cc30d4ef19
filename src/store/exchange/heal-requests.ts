import { sql } from "kysely";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import type { WantedAnswer } from "./tables.ts";

/** Counts of what a member wants, by the last answer. */
export interface WantedCounts {
  readonly payloads: number;
  readonly unanswered: number;
  readonly notHeld: number;
  readonly refused: number;
  readonly sealed: number;
  /** Unix milliseconds; null when nothing is wanted. */
  readonly oldestMs: number | null;
}

/** SQL: whether the last answer was this one. The store writes `state` as the first member. */
const isAnswered = (state: WantedAnswer["state"]) => `answer like '{"state":"${state}"%'`;

const answered = (state: WantedAnswer["state"]) => `coalesce(sum(case when ${isAnswered(state)} then 1 else 0 end), 0)`;

const counts = statement<WantedCounts>(
  `select count(*) as payloads, coalesce(sum(case when answer is null then 1 else 0 end), 0) as unanswered,
    ${answered("notHeld")} as "notHeld", ${answered("refused")} as refused, ${answered("sealed")} as sealed,
    min(since_ms) as "oldestMs"
  from exchange_wanted where reader = ?1`,
);

const NOTHING = { payloads: 0, unanswered: 0, notHeld: 0, refused: 0, sealed: 0, oldestMs: null };

/** What a member may read and this gateway lacks. */
export async function readWantedCounts(db: Database, reader: ParticipantId): Promise<WantedCounts> {
  return (await counts(db, [reader]))[0] ?? NOTHING;
}

/**
 * Lets everything that a member wants be asked for again at once, of every member.
 *
 * @param onlySealed only what came sealed to a key that this gateway lacks.
 */
export const requestHeal = transaction(
  import.meta.url,
  "requestHeal",
  async (tx, reader: ParticipantId, onlySealed: boolean, nowMs: number) => {
    const again = tx
      .updateTable("exchange_wanted")
      .set({ due_at_ms: nowMs, rounds: 0, asked: toJsonText([]) })
      .where("reader", "=", reader)
      // What is due is asked for anyway: repeated requests write nothing.
      .where("due_at_ms", ">", nowMs);
    await (onlySealed ? again.where(sql<boolean>`${sql.raw(isAnswered("sealed"))}`) : again).execute();
    if (!onlySealed) await bulkInsert(tx, "exchange_heals", [{ reader }], "do nothing");
  },
);

const requested = statement<{ reader: ParticipantId }>("select reader from exchange_heals where reader > ?1");

/** The members whose holdings are to be compared at once. */
export async function readHealRequests(db: Database): Promise<ParticipantId[]> {
  return (await requested(db, [0])).map(({ reader }) => reader);
}

/** Forgets requests that a gateway has taken up. */
export const takeHealRequest = transaction(import.meta.url, "takeHealRequest", async (tx, reader: ParticipantId) => {
  await tx.deleteFrom("exchange_heals").where("reader", "=", reader).execute();
});

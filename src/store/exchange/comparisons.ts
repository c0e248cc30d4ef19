import type { ComparisonStep } from "../../api/comparison.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import type { ComparisonsTable } from "./tables.ts";

/** Stores the last comparison of a member of this gateway with another, in place of the one before. */
export const storeComparison = transaction(
  import.meta.url,
  "storeComparison",
  async (tx, reader: ParticipantId, holder: ParticipantId, nowMs: number, steps: readonly ComparisonStep[]) => {
    await tx.deleteFrom("exchange_comparisons").where("reader", "=", reader).where("holder", "=", holder).execute();
    await bulkInsert(tx, "exchange_comparisons", [{ reader, holder, compared_at_ms: nowMs, steps: toJsonText(steps) }]);
  },
);

const comparisons = statement<ComparisonsTable>(
  `select reader, holder, compared_at_ms, steps from exchange_comparisons
    where reader = ?1 and holder > ?2 order by holder limit ?3`,
);

/** The last comparisons that a member of this gateway made, by the other member. */
export const readComparisons = (
  db: Database,
  reader: ParticipantId,
  after: ParticipantId,
  limit: number,
): Promise<ComparisonsTable[]> => comparisons(db, [reader, after, limit]);

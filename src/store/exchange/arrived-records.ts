import type { Kysely } from "kysely";
import type { ParticipantId } from "../../domain/entry.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import type { Schema } from "../schema.ts";
import type { ArrivedRecord } from "./arrivals.ts";

/**
 * Stores records of acts; of each the widest part. The lanes look again at those of members of this gateway that came back
 * after a loss of the database, and at all acts after them.
 */
export async function storeRecords(
  tx: Kysely<Schema>,
  records: readonly ArrivedRecord[],
  own: readonly ParticipantId[],
): Promise<void> {
  if (records.length === 0) return;
  const widest = new Map<string, ArrivedRecord>();
  for (const record of records.toSorted((a, b) => a.view - b.view))
    widest.set(`${record.commitment} ${record.author}`, record);
  await bulkInsert(
    tx,
    "act_records",
    Array.from(widest.values(), ({ commitment, author, body, seed, view, disclosure }) => ({
      ...{ commitment, author, body, seed, view, disclosure },
    })),
    `(commitment, author) do update set body = excluded.body, seed = excluded.seed, view = excluded.view,
      disclosure = excluded.disclosure where act_records.view < excluded.view`,
  );
  const returned = records.filter(({ author }) => own.includes(author)).map(({ position }) => position);
  if (returned.length === 0) return;
  const before = Math.min(...returned) - 1;
  await tx.updateTable("exchange_lanes").set({ acts_to: before }).where("acts_to", ">", before).execute();
}

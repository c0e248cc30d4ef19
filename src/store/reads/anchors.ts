import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import type { AccessAnchorsTable } from "./tables.ts";

/** An authority with records: its last number, and the time of the oldest record that no anchor covers. */
export interface AnchoredSoFar {
  readonly reader: ParticipantId;
  readonly number: number;
  readonly oldest: number | null;
}

const heads = statement<AnchoredSoFar>(
  `select h.reader, h.number, (select r.time from access_records r where r.reader = h.reader and r.number =
     1 + coalesce((select max(n.last) from access_anchors n where n.reader = h.reader), 0)) as oldest
   from access_heads h`,
);

export const readAnchoredSoFar = (db: Database): Promise<AnchoredSoFar[]> => heads(db, []);

const last = statement<AccessAnchorsTable>(
  "select * from access_anchors where reader = ?1 order by first desc limit 1",
);

/** An authority's newest anchor, also one whose act is not recorded yet. */
export async function readLastAnchor(db: Database, reader: ParticipantId): Promise<AccessAnchorsTable | undefined> {
  return (await last(db, [reader]))[0];
}

/** Plans the act that anchors a range of records, before it is accepted. */
export const planAnchor = transaction(import.meta.url, "planAnchor", async (tx, anchor: AccessAnchorsTable) => {
  await tx.insertInto("access_anchors").values(anchor).execute();
});

/** Notes the submission of a planned act; `null` removes the plan, so that the range is anchored anew. */
export const settleAnchor = transaction(
  import.meta.url,
  "settleAnchor",
  async (tx, { reader, first }: Pick<AccessAnchorsTable, "reader" | "first">, submission: number | null) => {
    if (submission === null)
      await tx.deleteFrom("access_anchors").where("reader", "=", reader).where("first", "=", first).execute();
    else
      await tx
        .updateTable("access_anchors")
        .set({ submission })
        .where("reader", "=", reader)
        .where("first", "=", first)
        .execute();
  },
);

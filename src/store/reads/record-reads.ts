import { sql, type Kysely } from "kysely";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import { type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { type AccessRecord, leafOf } from "../../domain/reads/access-record.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import type { AccessHeadsTable, AccessRecordShipmentsTable, AccessRecordsTable } from "./tables.ts";

/** An answer to record, before it has a number. */
export interface AccessRead extends Omit<AccessRecord, "number" | "previous"> {
  readonly shipments: readonly ShipmentId[];
}

/**
 * Records answers in one transaction. The row lock of a reader's head makes its numbers follow the order of commits, also
 * across gateways on one database.
 */
export const recordReads = transaction(
  import.meta.url,
  "recordReads",
  async (tx, reads: readonly AccessRead[]): Promise<void> => {
    const records: AccessRecordsTable[] = [];
    const shipments: AccessRecordShipmentsTable[] = [];
    // In one order, so that two gateways never wait for each other.
    const byReader = [...Map.groupBy(reads, ({ reader }) => reader)].sort(([a], [b]) => a - b);
    for (const [reader, own] of byReader) {
      let { number, leaf } = await takeNumbers(tx, reader, own.length);
      for (const { shipments: about, ...read } of own) {
        const record: AccessRecord = { ...read, number: ++number, previous: leaf };
        leaf = leafOf(record);
        records.push(rowOf(record, leaf));
        for (const shipment of about) shipments.push({ shipment, time: read.time, reader, number });
      }
      await tx.updateTable("access_heads").set({ leaf }).where("reader", "=", reader).execute();
    }
    await bulkInsert(tx, "access_records", records);
    await bulkInsert(tx, "access_record_shipments", shipments);
  },
);

/** Takes `count` numbers. @returns the number and the leaf before them. */
async function takeNumbers(
  tx: Kysely<Schema>,
  reader: ParticipantId,
  count: number,
): Promise<Pick<AccessHeadsTable, "number" | "leaf">> {
  const { rows } = await sql<{ number: number | string; leaf: AccessHeadsTable["leaf"] }>`
    insert into access_heads (reader, number, leaf) values (${reader}, ${count}, ${ZERO_BYTES32})
    on conflict (reader) do update set number = access_heads.number + ${count}
    returning number, leaf`.execute(tx);
  return { number: Number(rows[0]?.number) - count, leaf: rows[0]?.leaf ?? ZERO_BYTES32 };
}

function rowOf(record: AccessRecord, leaf: AccessRecordsTable["leaf"]): AccessRecordsTable {
  const { onBehalfOf, entries, ...same } = record;
  return { ...same, on_behalf_of: onBehalfOf, entries: toJsonText(entries), leaf };
}

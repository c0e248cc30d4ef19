import type { Receipt } from "../../api/exchange.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { oneOf } from "../query/one-of.ts";

/** The stored receipts of those of these parcels that arrived before. */
export async function readReceipts(db: Database, parcels: readonly Bytes32[]): Promise<Map<Bytes32, Receipt>> {
  if (parcels.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("exchange_arrivals")
    .select(["parcel", "receipt"])
    .where(oneOf(db.reader, "parcel", parcels))
    .execute();
  return new Map(rows.map(({ parcel, receipt }) => [parcel, fromJsonText(receipt)]));
}

import type { Receipt } from "../../api/exchange.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { transaction } from "../transaction.ts";
import type { ReceiptsTable } from "./tables.ts";

/** The receipts that a member sent by itself, for the parcels of an answer to its want. */
export interface ReceiptsOfAnswers {
  readonly recipient: ParticipantId;
  readonly sender: ParticipantId;
  readonly signed: ReceiptsTable;
  readonly receipts: readonly { readonly receipt: Receipt; readonly isFinal: boolean }[];
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/**
 * Settles parcels whose receipts their recipient sent by itself. Signed receipts are kept only when they settle
 * something. A parcel in the window of a lane has another id, and is settled by the lane.
 */
export const settleAnswers = transaction(
  import.meta.url,
  "settleAnswers",
  async (tx, { recipient, sender, signed, receipts, nowMs }: ReceiptsOfAnswers) => {
    let settled = 0n;
    for (const { receipt, isFinal } of receipts) {
      const { numUpdatedRows } = await tx
        .updateTable("exchange_parcels")
        .set({
          receipt: toJsonText(receipt),
          signed: signed.id,
          ...(isFinal ? { state: "settled", settled_at_ms: nowMs } : {}),
        })
        .where("recipient", "=", recipient)
        .where("sender", "=", sender)
        .where("parcel", "=", receipt.parcel as Bytes32)
        .where("state", "in", isFinal ? ["due", "settled"] : ["due"])
        .executeTakeFirst();
      settled += numUpdatedRows;
    }
    if (settled > 0n) await bulkInsert(tx, "exchange_receipts", [signed], "do nothing");
  },
);

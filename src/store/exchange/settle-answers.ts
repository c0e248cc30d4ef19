import type { Receipt } from "../../api/exchange.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
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
    const byParcel = new Map<string, (typeof receipts)[number]>(receipts.map((one) => [one.receipt.parcel, one]));
    const sent = await tx
      .selectFrom("exchange_parcels")
      .selectAll()
      .where("recipient", "=", recipient)
      .where("sender", "=", sender)
      .where(oneOf(tx, "parcel", [...byParcel.keys()]))
      .where("state", "in", ["due", "settled"])
      .execute();
    const rows = sent.flatMap((row) => {
      const { receipt, isFinal } = byParcel.get(row.parcel ?? "") ?? {};
      if (receipt === undefined || (row.state === "settled" && isFinal !== true)) return [];
      const answered = { ...row, receipt: toJsonText(receipt), signed: signed.id };
      return isFinal === true ? { ...answered, state: "settled" as const, settled_at_ms: nowMs } : answered;
    });
    if (rows.length === 0) return;
    await bulkInsert(
      tx,
      "exchange_parcels",
      rows,
      `(recipient, entry) do update set state = excluded.state, receipt = excluded.receipt, signed = excluded.signed,
        settled_at_ms = excluded.settled_at_ms where exchange_parcels.parcel = excluded.parcel`,
    );
    await bulkInsert(tx, "exchange_receipts", [signed], "do nothing");
  },
);

import { decodeText } from "../../domain/encoding/decode-text.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { admitMessage, type Receiver } from "../../exchange/message.ts";
import { RECEIPTS } from "../../exchange/receipts.ts";
import type { ReceiptsTable, WindowsTable } from "../../store/exchange/tables.ts";
import type { SignedReceipt } from "./settle-rows.ts";

/** The admitted receipts of an answer. */
export interface ReadReceipts {
  /** By parcel. */
  readonly receipts: ReadonlyMap<Bytes32, SignedReceipt>;
  /** As they were sent, to be kept. */
  readonly signed: readonly ReceiptsTable[];
}

/**
 * Reads the items of an answer to a window. Counts only what the recipient of the window signed for its sender; anything
 * else is as if it had not been sent.
 */
export function readReceipts(
  items: readonly Uint8Array[],
  { sender, recipient }: Pick<WindowsTable, "sender" | "recipient">,
  receiver: Omit<Receiver, "member">,
): ReadReceipts {
  const receipts = new Map<Bytes32, SignedReceipt>();
  const signed: ReceiptsTable[] = [];
  for (const item of items) {
    const admitted = admitMessage(RECEIPTS, item, { ...receiver, member: sender });
    if (admitted.outcome !== "admitted" || admitted.statement.sender !== recipient) continue;
    const { id } = admitted;
    signed.push({ id, item: decodeText(item) });
    for (const receipt of admitted.statement.receipts) {
      const parcel = receipt.parcel as Bytes32;
      if (!receipts.has(parcel)) receipts.set(parcel, { receipt, id });
    }
  }
  return { receipts, signed };
}

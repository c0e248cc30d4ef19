import type { Receipt } from "../../api/exchange.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { isFinal } from "../../exchange/settle-receipt.ts";
import type { ParcelsTable } from "../../store/exchange/tables.ts";
import { doubling } from "./doubling.ts";

/** A recipient's outcome of one parcel, with the id of the signed receipts that contain it. */
export interface SignedReceipt {
  readonly receipt: Receipt;
  readonly id: Bytes32;
}

/** Milliseconds before another attempt; they double to {@link MAX_DELAY_MS}. */
const FIRST_DELAY_MS = 1_000;
/** The recipient follows the same blocks, a little later. */
const FIRST_DELAY_OF_EARLY_MS = 100;
const MAX_DELAY_MS = 3_600_000;

/**
 * What the receipt of a sealed parcel makes of it. One without a receipt, in an answer with others, is due again.
 *
 * @param key Id of the key to which the member's parcels are sealed now; the parcel may be sealed to an earlier one.
 * @param now Unix milliseconds.
 */
export function settleRow(
  row: ParcelsTable,
  signed: SignedReceipt | undefined,
  key: Bytes32,
  now: number,
): ParcelsTable {
  const answered = signed === undefined ? row : { ...row, receipt: toJsonText(signed.receipt), signed: signed.id };
  if (signed !== undefined && isFinal(signed.receipt)) return { ...answered, state: "settled", settled_at_ms: now };
  const { attempts } = row;
  return {
    ...answered,
    state: "due",
    attempts: attempts + 1,
    due_at_ms: now + delayAfter(signed?.receipt, attempts, key),
  };
}

function delayAfter(receipt: Receipt | undefined, attempts: number, key: Bytes32): number {
  if (receipt?.outcome === "undecryptable" && receipt.key !== key) return 0;
  const first = receipt?.outcome === "early" ? FIRST_DELAY_OF_EARLY_MS : FIRST_DELAY_MS;
  return doubling(first, attempts, MAX_DELAY_MS);
}

import type { Receipt } from "../api/exchange.ts";

/** How long an outcome of a parcel holds. */
const DURATION = {
  /** The parcel is answered so for ever, except that a stored payload can be erased. */
  stored: "final",
  mismatch: "final",
  erased: "final",
  /** The same parcel may have another outcome later. */
  early: "temporary",
  full: "temporary",
  undecryptable: "temporary",
  notExpected: "temporary",
  /** The sender may never have made the item, so that this says nothing of the parcel with its id. */
  refused: "forgotten",
  unsupported: "forgotten",
} as const satisfies Record<Receipt["outcome"], "final" | "temporary" | "forgotten">;

/** Whether a parcel with this receipt is answered so for ever, except that a stored payload can be erased. */
export function isFinal({ outcome }: Receipt): boolean {
  return DURATION[outcome] === "final";
}

/** The receipt to sign, and the receipt to store under the id of the parcel. */
export interface SettledReceipt {
  readonly answer: Receipt;
  readonly stored: Receipt | undefined;
}

/**
 * Settles the outcome of a parcel that may be a repeat. A final outcome is the outcome of each repeat. So a lost receipt
 * can be fetched again, and a repeat of a failed parcel is not called stored.
 *
 * @param known The stored receipt of the parcel's id.
 */
export function settleReceipt(known: Receipt | undefined, found: Receipt): SettledReceipt {
  if (DURATION[found.outcome] === "forgotten") return { answer: found, stored: known };
  const isErased = known?.outcome === "stored" && found.outcome === "erased";
  const settled = known !== undefined && isFinal(known) && !isErased ? known : found;
  return { answer: settled, stored: settled };
}

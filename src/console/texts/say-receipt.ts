import type { Receipt } from "../../api/exchange.ts";
import { receiptSentence } from "../../api/receipt-sentence.ts";
import { shortHash } from "../parts/hash.tsx";
import { textIfAny } from "./text.ts";

/** What a member answered about a parcel, in the API's words if the catalogue does not translate them. */
export function sayReceipt(receipt: Receipt): string {
  return receiptSentence(receipt, textIfAny(`receipt.${receipt.outcome}`), (fact, name) =>
    name === "key" ? shortHash(String(fact)) : String(fact),
  );
}

import type { Receipt } from "./exchange.ts";

/** What a recipient answered about a parcel, in a sentence for each outcome. `{fact}` stands for a member of the receipt. */
export const RECEIPT_SENTENCES = {
  stored: "Stored.",
  erased: "Refused, because the author had it erased.",
  full: "Not taken: the recipient has no space left.",
  early: "Not taken yet: the recipient has followed the ledger only to block {height}.",
  mismatch: "Refused: its {problem} is not what the ledger commits to.",
  undecryptable: "The recipient cannot open it with its key {key}.",
  notExpected: "The recipient finds itself not entitled by the rule {rule} at block {height}.",
  unsupported: "The recipient does not understand version {version} of the protocol.",
  refused: "Refused with the error {code}.",
} as const satisfies Record<Receipt["outcome"], string>;

/**
 * Says what a recipient answered about a parcel.
 *
 * @param sentence the sentence of its outcome, if not in English
 * @param say formats a fact by its name
 */
export function receiptSentence(
  receipt: Receipt,
  sentence: string = RECEIPT_SENTENCES[receipt.outcome],
  say: (fact: string | number, name: string) => string = String,
): string {
  const facts: Readonly<Record<string, string | number | null>> = receipt;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => say(facts[name] ?? "", name));
}

import type { Receipt } from "./exchange.ts";

/** Says what a recipient answered about a parcel, for people. */
export function receiptSentence(receipt: Receipt): string {
  switch (receipt.outcome) {
    case "stored":
      return "Stored.";
    case "erased":
      return "Refused, because the author had it erased.";
    case "full":
      return "Not taken: the recipient has no space left.";
    case "early":
      return `Not taken yet: the recipient has followed the ledger only to block ${receipt.height}.`;
    case "mismatch":
      return `Refused: its ${receipt.problem} is not what the ledger commits to.`;
    case "undecryptable":
      return `The recipient cannot open it with its key ${receipt.key}.`;
    case "notExpected":
      return `The recipient finds itself not entitled by the rule ${receipt.rule} at block ${receipt.height}.`;
    case "unsupported":
      return `The recipient does not understand version ${receipt.version} of the protocol.`;
    case "refused":
      return `Refused with the error ${receipt.code}.`;
  }
}

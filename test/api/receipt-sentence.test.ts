import { expect } from "chai";
import type { Receipt } from "../../src/api/exchange.ts";
import { RECEIPT_SENTENCES, receiptSentence } from "../../src/api/receipt-sentence.ts";
import { keysOf } from "../../src/domain/keys-of.ts";
import { longSentences } from "../support/sentences.ts";

const about = { parcel: `0x${"11".repeat(32)}`, entry: null } as const;
const KEY = `0x${"22".repeat(32)}` as const;

const RECEIPTS: readonly Receipt[] = [
  { ...about, outcome: "stored" },
  { ...about, outcome: "full" },
  { ...about, outcome: "erased" },
  { ...about, outcome: "early", height: 7 },
  { ...about, outcome: "mismatch", problem: "commitment" },
  { ...about, outcome: "undecryptable", key: KEY },
  { ...about, outcome: "notExpected", rule: "customs", height: 8 },
  { ...about, outcome: "unsupported", version: 2 },
  { ...about, outcome: "refused", code: "SenderBlocked" },
];

describe("The sentence of a receipt", () => {
  it("every outcome has a short sentence with all its facts", () => {
    expect(RECEIPTS.map(({ outcome }) => outcome)).to.have.members(keysOf(RECEIPT_SENTENCES));
    const sentences = RECEIPTS.map((receipt) => receiptSentence(receipt));
    expect(sentences.filter((sentence) => sentence.includes("{"))).to.deep.equal([]);
    expect(longSentences(sentences)).to.deep.equal([]);
    expect(sentences).to.include.members([
      "Not taken yet: the recipient has followed the ledger only to block 7.",
      `The recipient cannot open it with its key ${KEY}.`,
      "The recipient finds itself not entitled by the rule customs at block 8.",
    ]);
  });

  it("another language gives its own sentence, and facts in its own form", () => {
    const receipt = { ...about, outcome: "notExpected", rule: "customs", height: 8 } as const;
    expect(receiptSentence(receipt, "Niet: {rule} ({height})", (fact, name) => `${name}=${fact}`)).to.equal(
      "Niet: rule=customs (height=8)",
    );
  });
});

import { expect } from "chai";
import { caseStatements } from "../../../src/audit/evidence/case-statements.ts";
import type { ProvenEntry, ProvenHistory } from "../../../src/audit/evidence/evidence-report.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";

const [BOX, HOLD] = [word("b0"), word("a1")];
const [TRADER, CUSTOMS, TRIBUNAL] = [1, 3, 4];

function word(byte: string): Bytes32 {
  return `0x${byte.repeat(32)}`;
}

/** Tells the cases of these entries, each an hour after the one before. */
function told(...steps: [kind: Kind, author: number, more?: Partial<ProvenEntry>][]): string[] {
  const entries = steps.map(([kind, author, more], index) => ({
    hash: kind === "Hold" && more?.hash === undefined ? HOLD : word((index + 16).toString(16)),
    shipment: BOX,
    kind,
    author,
    counterparty: null,
    refersTo: kind === "Hold" ? null : HOLD,
    occurredAt: 0,
    recordedAt: 1_790_000_000 + index * 3_600,
    ...more,
  }));
  const history = { shipment: BOX, entries } as unknown as ProvenHistory;
  return caseStatements(history).map(({ text }) =>
    text.replace(/^Case 0xa1a1a1a1/, "C").replace(/, recorded [^ ]+:/, ":"),
  );
}

const FORFEITED: Parameters<typeof told> = [
  ["Hold", CUSTOMS],
  ["Seize", CUSTOMS],
  ["Charge", CUSTOMS],
  ["Notice", CUSTOMS, { counterparty: TRADER }],
  ["Hear", TRADER],
  ["Contest", TRADER],
  ["Uphold", TRIBUNAL],
  ["Forfeit", CUSTOMS],
];

describe("The story of a case in an evidence report", () => {
  it("each step says who did what to whom, and the end what stood before the forfeiture", () => {
    expect(told(...FORFEITED)).to.deep.equal([
      "C: participant 3 holds the goods and opened the case.",
      "C: participant 3 seized the goods.",
      "C: participant 3 stated what it alleges, and under which law.",
      "C: participant 3 recorded that it served notice on participant 1.",
      "C: participant 1 waived its hearing.",
      "C: participant 1 contested the measure.",
      "C: participant 4 decided that the measure stands.",
      "C: participant 3 declared the goods forfeited. That closed the case.",
      "C ended with a forfeiture. Before it stood a charge, a notice to each affected party, and for each its hearing, its waiver or an exemption; no remedy was open, and the time for a remedy had ended.",
    ]);
  });

  it("the end of the time for a remedy is not said where the file lacks the time of a block", () => {
    const untimed = FORFEITED.map(([kind, author, more]): (typeof FORFEITED)[number] =>
      kind === "Uphold" ? [kind, author, { ...more, recordedAt: null }] : [kind, author, more ?? {}],
    );
    expect(told(...untimed).at(-1)).to.include("is not proved");
  });

  it("a hearing by the agency, an exemption and a waiver are told apart", () => {
    const heard = { counterparty: TRADER };
    expect(
      told(["Hold", CUSTOMS], ["Hear", CUSTOMS, heard], ["Hear", CUSTOMS], ["Hear", TRADER]).slice(1),
    ).to.deep.equal([
      "C: participant 3 recorded that it heard participant 1.",
      "C: participant 3 stated that the law exempts the case from a hearing.",
      "C: participant 1 waived its hearing.",
      "C is open in the state that the file proves.",
    ]);
  });

  it("a Hold that refers to another Hold opens its own case, and is no step of the other", () => {
    const other = { hash: word("a2"), refersTo: HOLD };
    expect(told(["Hold", CUSTOMS], ["Hold", CUSTOMS, other])).to.have.length(4);
  });
});

import type { CaseKind } from "../clocks/case-kind.ts";

/** The kinds of entries that somebody may record about an open case. */
export const CASE_ACTS = [
  "Contest",
  "Appeal",
  "Hear",
  "Lapse",
  "Charge",
  "Notice",
  "Inspect",
  "Seize",
  "Release",
  "Forfeit",
  "Uphold",
  "Annul",
] as const satisfies readonly CaseKind[];

export type CaseAct = (typeof CASE_ACTS)[number];

/** What each act does, for whoever may record it. */
const SAID: Readonly<Record<Exclude<CaseAct, "Hear">, string>> = {
  Contest:
    "Contest the measure. A tribunal of the agency's jurisdiction then decides. Nothing is forfeited before it does.",
  Appeal: "Appeal to another tribunal, which then decides. Nothing is forfeited before it does.",
  Lapse: "Record that a time of the law ran out without the act that it asked for. It changes nothing by itself.",
  Charge: "State the facts that you allege and the law. Nothing is forfeited without it.",
  Notice: "Record that you served notice on an affected party. Nothing is forfeited without it.",
  Inspect: "Record an inspection of the goods in this case.",
  Seize: "Seize the goods.",
  Release: "Release the goods and close the case.",
  Forfeit: "Declare the goods forfeited.",
  Uphold: "Decide that the measure stands. Further time for an appeal then begins.",
  Annul: "Decide that the measure falls, and close the case.",
};

/** Says what an act does. */
export function sayCaseAct(kind: CaseAct, isAgency: boolean): string {
  if (kind !== "Hear") return SAID[kind];
  return isAgency
    ? "Record that you heard a party, or that the law exempts the case from a hearing."
    : "Waive your hearing. You cannot take that back, and it is no answer to what is alleged.";
}

/** Whether an act belongs to the remedies, which the time for a remedy protects. */
export const isRemedy = (kind: CaseAct): boolean => kind === "Contest" || kind === "Appeal";

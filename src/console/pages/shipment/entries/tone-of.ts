import type { Kind } from "../../../../domain/rules/kind.ts";

/** The tone of each kind: `bad` stops the goods, `warn` needs attention, `good` lets them continue. */
const TONES: Partial<Record<Kind, "good" | "warn" | "bad">> = {
  Accept: "good",
  Release: "good",
  Annul: "good",
  Refuse: "warn",
  Withdraw: "warn",
  Contest: "warn",
  Notice: "warn",
  Correct: "warn",
  Hold: "bad",
  Seize: "bad",
  Forfeit: "bad",
  Uphold: "bad",
  Charge: "bad",
  Appeal: "warn",
  Lapse: "warn",
};

export function toneOf(kind: Kind): string {
  return TONES[kind] ?? "";
}

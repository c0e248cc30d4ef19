import type { Kind } from "../../../../domain/rules/kind.ts";

/** How an entry of a kind is coloured: what stops the goods, what asks for attention, what lets them go on. */
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
};

export function toneOf(kind: Kind): string {
  return TONES[kind] ?? "";
}

import type { Kind } from "../rules/kind.ts";

/** The kinds of entries about one case: they refer to its Hold, or are it. */
export const CASE_KINDS = [
  "Hold",
  "Inspect",
  "Notice",
  "Charge",
  "Hear",
  "Contest",
  "Uphold",
  "Annul",
  "Appeal",
  "Lapse",
  "Seize",
  "Release",
  "Forfeit",
] as const satisfies readonly Kind[];

export type CaseKind = (typeof CASE_KINDS)[number];

/** The kinds that end a case, so that nothing about it follows. */
export const LAST_KINDS: readonly CaseKind[] = ["Release", "Annul", "Forfeit"];

export function isCaseKind(kind: Kind): kind is CaseKind {
  return (CASE_KINDS as readonly Kind[]).includes(kind);
}

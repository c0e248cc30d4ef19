import type { EntryHash } from "../../domain/entry.ts";
import type { Fact } from "../../domain/errors/portolan-error.ts";

/** What a finding says, by code. */
export const FINDINGS = {
  "offer-unanswered": "An offer was not accepted, refused or withdrawn within the stated span.",
  "time-gap": "While it was in custody, nothing was reported for longer than the stated span.",
  "seal-mismatch": "The seals found are not those that were on it, or a party reported that they are not.",
  "exception-reported": "A party reported an exception.",
  "child-unaccounted": "What was declared inside, or loaded, was not unloaded or does not agree with the ledger.",
  "times-out-of-order": "An entry claims to have occurred before the one that precedes it.",
  "held-without-notice": "A case is open and nobody affected was served notice.",
  "payload-erased": "The payload of an entry was erased by its author.",
  "payload-unknown": "This gateway does not have the payload of an entry.",
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** Something that is missing or does not agree, and the entries that show it. */
export interface Finding {
  readonly code: FindingCode;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly entries: readonly EntryHash[];
}

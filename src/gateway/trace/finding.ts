import type { EntryHash } from "../../domain/entry.ts";
import type { Fact } from "../../domain/errors/portolan-error.ts";

/** Every kind of finding, and what it says. */
export const FINDINGS = {
  "offer-unanswered": "An offer was not accepted, refused or withdrawn for longer than the stated span.",
  "time-gap": "Nothing was reported for longer than the stated span.",
  "seal-mismatch": "The seals are not those that were on it before, or a party reported so.",
  "exception-reported": "A party found something otherwise than it should be.",
  "event-not-allowed": "An EPCIS event says what the ledger did not allow, and was recorded only as far as it did.",
  "child-unaccounted": "Something was put in and never taken out, though the unit went on without it.",
  "times-out-of-order": "An entry claims to have occurred before one that precedes it.",
  "held-without-notice": "A case is open and no affected party was served notice of it.",
  "payload-erased": "Payloads were erased by their authors.",
  "payload-unknown": "This gateway was never given some payloads.",
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** Something that is missing or does not agree, and the entries that show it. */
export interface Finding {
  readonly code: FindingCode;
  /** Times and spans are Unix seconds and seconds. */
  readonly facts: Readonly<Record<string, Fact>>;
  readonly entries: readonly EntryHash[];
}

/** Errors of evidence files: of making one, and of what a verifier finds in one. */
export const EVIDENCE_ERRORS = {
  EvidenceUnreadable: {
    sentence: "This is not an evidence file as it was made: at {pointer} expected {expected}.",
    remedy: "Ask its sender for the file again, unchanged; do not rely on this one.",
  },
  EvidenceVersionUnknown: {
    sentence: "This evidence has the format {format}, version {version}, which cannot be read here.",
    remedy: "Verify it with a Portolan that knows this version.",
  },
  EvidenceContradicted: {
    sentence: "What the file says about {what} does not hold: {problem}.",
    remedy: "Do not rely on the file; keep it, and ask whoever gave it to you how it came about.",
  },
  EvidencePolicyInvalid: {
    sentence: "The policy cannot be used: {problem}.",
    remedy: "Correct it; docs/EVIDENCE.md says what a policy holds.",
  },
  EvidenceRefuted: {
    sentence: "The evidence does not hold: {problem}",
    remedy: "Do not rely on the file; keep it, and ask whoever gave it to you how it came about.",
  },
  EvidenceUndecided: {
    sentence: "Whether the evidence holds for the real ledger cannot be told: {problem}",
    remedy: "Name the ledger, and validators, witnesses or a block that you trust; see --help.",
  },
  EvidenceTooLarge: {
    sentence: "Evidence about shipment {shipment} would have more than {limit} {what}.",
    remedy: "Ask whoever runs the gateway for the shipment's entries, and audit the chain itself.",
  },
  EvidenceBusy: {
    sentence: "As much evidence is being made as the gateway takes on.",
    remedy: "Repeat the request in {retryAfter} s.",
  },
  EvidenceUnavailable: {
    sentence: "The proofs for shipment {shipment} cannot be had now: {reason}.",
    remedy: "Ask again in a moment.",
  },
} as const;

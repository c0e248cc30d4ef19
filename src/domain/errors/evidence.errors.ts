/** Errors of making an evidence file, and of verifying one. */
export const EVIDENCE_ERRORS = {
  EvidenceUnreadable: {
    sentence: "The file is not a valid evidence file: at {pointer} expected {expected}.",
    remedy: "Get the whole file again from its source. Nothing in this one was verified.",
  },
  EvidenceVersionUnknown: {
    sentence: "The evidence file has the unsupported format {format}, version {version}.",
    remedy: "Verify it with a Portolan release that supports this version.",
  },
  EvidenceContradicted: {
    sentence: "The file's statement about {what} is false: {problem}.",
    remedy: "Do not rely on the file. Keep it, and ask its sender how it was made.",
  },
  EvidencePolicyInvalid: {
    sentence: "The policy is invalid: {problem}.",
    remedy: "Correct it; docs/EVIDENCE.md describes the content of a policy.",
  },
  EvidenceRefuted: {
    sentence: "The evidence is refuted: {problem}",
    remedy: "Do not rely on the file. Keep it, and ask its sender how it was made.",
  },
  EvidenceUndecided: {
    sentence: "The evidence is undecided: {problem}",
    remedy: "Name the ledger, and validators, witnesses or a block that you trust; see --help.",
  },
  EvidenceTooLarge: {
    sentence: "The evidence about shipment {shipment} exceeds the limit of {limit} {what}.",
    remedy: "Ask the gateway's operator for the shipment's entries, and audit the chain itself.",
  },
  EvidenceBusy: {
    sentence: "The gateway is already making as many evidence files as it can at once.",
    remedy: "Repeat the request in {retryAfter} s.",
  },
  EvidenceUnavailable: {
    sentence: "The proofs for shipment {shipment} are unavailable at present: {reason}.",
    remedy: "Repeat the request in a moment.",
  },
  MatterEvidenceTooLarge: {
    sentence: "The evidence about matter {matter} exceeds the limit of {limit} acts.",
    remedy: "Audit the chain itself: `portolan audit` checks all acts.",
  },
  MatterEvidenceUnavailable: {
    sentence: "The proofs for matter {matter} are unavailable at present: {reason}.",
    remedy: "Repeat the request in a moment.",
  },
} as const;

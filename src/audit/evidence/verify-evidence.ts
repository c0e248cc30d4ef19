import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Recover } from "./check-signature.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { EvidenceReport } from "./evidence-report.ts";
import { assumptions, openQuestions, provedStatements } from "./evidence-statements.ts";
import { proveEvidence } from "./prove-evidence.ts";
import { readEvidence } from "./read-evidence.ts";

/**
 * Verifies an evidence file with nothing but the file, and what its reader knows: it asks nobody.
 *
 * @param text the file, decoded from UTF-8.
 * @param policy what the reader knows; nothing is believed that it does not bear out.
 * @param recover recovers the account that signed: whatever library the host has.
 */
export function verifyEvidence(text: string, policy: EvidencePolicy, recover: Recover): EvidenceReport {
  try {
    const evidence = readEvidence(text);
    const proven = proveEvidence(evidence, policy, recover);
    return {
      verdict: proven.trust.block && proven.trust.ledger ? "proved" : "undecided",
      problem: null,
      facts: proven.facts,
      proved: provedStatements(proven),
      notProved: openQuestions(evidence, proven),
      assumed: assumptions(proven),
    };
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return {
      // A format that is not known says nothing, neither for nor against what it holds.
      verdict: error.code === "EvidenceVersionUnknown" ? "undecided" : "refuted",
      problem: { code: error.code, text: error.message, remedy: error.remedy },
      facts: null,
      proved: [],
      notProved: [],
      assumed: [],
    };
  }
}

import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Recover } from "./check-signature.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { EvidenceReport } from "./evidence-report.ts";
import { assumptions, openQuestions, provedStatements } from "./evidence-statements.ts";
import { proveEvidence } from "./prove-evidence.ts";
import { readEvidence } from "./read-evidence.ts";

/**
 * Verifies an evidence file offline.
 *
 * @param text the file, decoded from UTF-8.
 * @param policy the facts that the reader trusts; the function trusts no other facts.
 * @param recover recovers a signer's address with the host's library.
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
      // An unknown version neither proves nor refutes the file.
      verdict: error.code === "EvidenceVersionUnknown" ? "undecided" : "refuted",
      problem: { code: error.code, text: error.message, remedy: error.remedy },
      facts: null,
      proved: [],
      notProved: [],
      assumed: [],
    };
  }
}

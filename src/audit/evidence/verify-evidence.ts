import { decodeText } from "../../domain/encoding/decode-text.ts";
import { EVIDENCE_ERRORS } from "../../domain/errors/evidence.errors.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Recover } from "./check-signature.ts";
import type { Evidence } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { EvidenceReport } from "./evidence-report.ts";
import { assumptions, openQuestions, provedStatements } from "./evidence-statements.ts";
import { proveEvidence } from "./prove-evidence.ts";
import { readEvidence } from "./read-evidence.ts";

/**
 * Verifies an evidence file offline, from the file and the reader's policy.
 *
 * @param file its bytes, or its text.
 * @param policy facts that the reader trusts. The file is compared with each of them.
 * @param recover recovers a signer's address with the host's library.
 */
export function verifyEvidence(file: Uint8Array | string, policy: EvidencePolicy, recover: Recover): EvidenceReport {
  let evidence: Evidence;
  try {
    evidence = readEvidence(typeof file === "string" ? file : decodeText(file));
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    const remedy = error.code === "EvidenceVersionUnknown" ? error.remedy : EVIDENCE_ERRORS.EvidenceUnreadable.remedy;
    return withoutHistory("unreadable", { code: error.code, text: error.message, remedy });
  }
  try {
    const proven = proveEvidence(evidence, policy, recover);
    return {
      verdict: proven.trust.block && proven.trust.ledger ? "proved" : "undecided",
      problem: null,
      history: proven.history,
      proved: provedStatements(proven),
      notProved: openQuestions(evidence, proven),
      assumed: assumptions(proven),
    };
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return withoutHistory("refuted", { code: error.code, text: error.message, remedy: error.remedy });
  }
}

function withoutHistory(verdict: "refuted" | "unreadable", problem: EvidenceReport["problem"]): EvidenceReport {
  return { verdict, problem, history: null, proved: [], notProved: [], assumed: [] };
}

import { decodeText } from "../../domain/encoding/decode-text.ts";
import { EVIDENCE_ERRORS } from "../../domain/errors/evidence.errors.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Recover } from "./check-signature.ts";
import { type Evidence, EVIDENCE_FORMAT } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { EvidenceReport } from "./evidence-report.ts";
import { assumptions, openQuestions, provedStatements } from "./evidence-statements.ts";
import type { Trust } from "./judge-trust.ts";
import type { MatterEvidence } from "./matter/matter-evidence.ts";
import { assumedOfMatter, openAboutMatter, provedOfMatter } from "./matter/matter-statements.ts";
import { proveMatter } from "./matter/prove-matter.ts";
import { proveEvidence } from "./prove-evidence.ts";
import { readEvidenceFile } from "./read-evidence-file.ts";

/**
 * Verifies an evidence file offline, from the file and the reader's policy.
 *
 * @param file its bytes, or its text.
 * @param policy facts that the reader trusts. The file is compared with each of them.
 * @param recover recovers a signer's address with the host's library.
 */
export function verifyEvidence(file: Uint8Array | string, policy: EvidencePolicy, recover: Recover): EvidenceReport {
  let evidence: Evidence | MatterEvidence;
  try {
    evidence = readEvidenceFile(typeof file === "string" ? file : decodeText(file));
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    const remedy = error.code === "EvidenceVersionUnknown" ? error.remedy : EVIDENCE_ERRORS.EvidenceUnreadable.remedy;
    return withoutHistory("unreadable", { code: error.code, text: error.message, remedy });
  }
  try {
    return evidence.format === EVIDENCE_FORMAT
      ? verifyShipment(evidence, policy, recover)
      : verifyMatter(evidence, policy, recover);
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return withoutHistory("refuted", { code: error.code, text: error.message, remedy: error.remedy });
  }
}

function verifyShipment(evidence: Evidence, policy: EvidencePolicy, recover: Recover): EvidenceReport {
  const proven = proveEvidence(evidence, policy, recover);
  return {
    verdict: verdictOf(proven.trust),
    problem: null,
    history: proven.history,
    matter: null,
    proved: provedStatements(proven),
    notProved: openQuestions(evidence, proven),
    assumed: assumptions(proven),
  };
}

function verifyMatter(evidence: MatterEvidence, policy: EvidencePolicy, recover: Recover): EvidenceReport {
  const proven = proveMatter(evidence, policy, recover);
  return {
    verdict: verdictOf(proven.trust),
    problem: null,
    history: null,
    matter: proven.matter,
    proved: provedOfMatter(proven),
    notProved: openAboutMatter(evidence, proven),
    assumed: assumedOfMatter(proven),
  };
}

const verdictOf = ({ block, ledger }: Trust) => (block && ledger ? "proved" : "undecided");

function withoutHistory(verdict: "refuted" | "unreadable", problem: EvidenceReport["problem"]): EvidenceReport {
  return { verdict, problem, history: null, matter: null, proved: [], notProved: [], assumed: [] };
}

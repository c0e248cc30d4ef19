import { decodeText } from "../../domain/encoding/decode-text.ts";
import { escapeHtml } from "../../domain/encoding/escape-html.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { parseEvidencePolicy } from "../evidence/evidence-policy.ts";
import { EVIDENCE_FORMAT } from "../evidence/evidence.ts";
import { renderMatterEvidence } from "../evidence/matter/render-matter-evidence.ts";
import { readEvidenceFile } from "../evidence/read-evidence-file.ts";
import { renderEvidence } from "../evidence/story/render-evidence.ts";
import { verifyEvidence } from "../evidence/verify-evidence.ts";
import { recoverAddress } from "./recover-address.ts";

/** Facts that the reader of a file trusts; empty texts for unknown facts. */
export interface Knowledge {
  /** A policy file. */
  readonly policy: Uint8Array | undefined;
  /** Address of the consortium's ledger. */
  readonly ledger: string;
  /** Address of the consortium's ledger of cooperation. */
  readonly cooperation: string;
  /** Hash of the file's block. */
  readonly block: string;
}

/**
 * Verifies an evidence file and renders the report as HTML, or the reason why it cannot be verified. Escapes all text
 * from the file.
 */
export function renderVerification(file: Uint8Array, knowledge: Knowledge): string {
  try {
    const report = verifyEvidence(file, policyOf(knowledge), recoverAddress);
    if (report.history === null && report.matter === null) return renderEvidence(undefined, report);
    const evidence = readEvidenceFile(decodeText(file));
    return evidence.format === EVIDENCE_FORMAT
      ? renderEvidence(evidence, report)
      : renderMatterEvidence(evidence, report);
  } catch (error) {
    const problem = PortolanError.is(error)
      ? `${error.message} ${error.remedy}`
      : `This browser cannot verify it: ${String(error)}`;
    return `<p class="absent" role="alert">${escapeHtml(problem)}</p>`;
  }
}

function policyOf({ policy, ledger, cooperation, block }: Knowledge) {
  const given = policy === undefined ? {} : (parseJson(decodeText(policy)) as JsonObject);
  const typed = Object.entries({ ledger: ledger.trim(), cooperation: cooperation.trim(), block: block.trim() }).filter(
    ([, value]) => value !== "",
  );
  return parseEvidencePolicy({ ...given, ...Object.fromEntries(typed) });
}

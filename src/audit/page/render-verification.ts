import { decodeText } from "../../domain/encoding/decode-text.ts";
import { escapeHtml } from "../../domain/encoding/escape-html.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { parseEvidencePolicy } from "../evidence/evidence-policy.ts";
import { readEvidence } from "../evidence/read-evidence.ts";
import { renderEvidence } from "../evidence/story/render-evidence.ts";
import { verifyEvidence } from "../evidence/verify-evidence.ts";
import { recoverAddress } from "./recover-address.ts";

/** Facts that the reader of a file trusts; empty texts for unknown facts. */
export interface Knowledge {
  /** A policy file. */
  readonly policy: Uint8Array | undefined;
  /** Address of the consortium's ledger. */
  readonly ledger: string;
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
    return renderEvidence(report.history === null ? undefined : readEvidence(decodeText(file)), report);
  } catch (error) {
    const problem = PortolanError.is(error)
      ? `${error.message} ${error.remedy}`
      : `This browser cannot verify it: ${String(error)}`;
    return `<p class="absent" role="alert">${escapeHtml(problem)}</p>`;
  }
}

function policyOf({ policy, ledger, block }: Knowledge) {
  const given = policy === undefined ? {} : (parseJson(decodeText(policy)) as JsonObject);
  const typed = Object.entries({ ledger: ledger.trim(), block: block.trim() }).filter(([, value]) => value !== "");
  return parseEvidencePolicy({ ...given, ...Object.fromEntries(typed) });
}

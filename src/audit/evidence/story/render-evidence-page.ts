import { sha256 } from "../../../domain/encoding/sha256.ts";
import { escapeHtml } from "../../../domain/encoding/escape-html.ts";
import type { Evidence } from "../evidence.ts";
import type { EvidenceReport } from "../evidence-report.ts";
import { renderDeclaration } from "./declaration.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { renderEvidence } from "./render-evidence.ts";

/**
 * Renders an evidence file as a page to print: the story with its proofs, and a declaration to sign. The page loads no
 * other resource.
 *
 * @param text the evidence file.
 * @param evidence the content of the file; `undefined` if it is unreadable.
 */
export function renderEvidencePage(text: string, evidence: Evidence | undefined, report: EvidenceReport): string {
  const digest = sha256(text, "hex");
  const subject = report.history?.identifiers[report.history.shipment] ?? evidence?.shipment ?? "a shipment";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence about ${escapeHtml(subject)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>Evidence about ${escapeHtml(subject)}</h1>
<p class="lead">Made from an evidence file with the SHA-256 digest <code>${digest}</code>. This page explains the file and
proves nothing itself: verify the file.</p>
${renderEvidence(evidence, report)}
${renderDeclaration(digest)}
</main>
</body>
</html>
`;
}

import { escapeHtml } from "../../domain/encoding/escape-html.ts";
import { type Fault, FAULTS } from "../replay/fault.ts";
import { holdingsSentences } from "./holdings-sentences.ts";
import { type AuditResult, whatIsNotProved, whatIsProved } from "./audit-result.ts";

/** Number of faults listed in full; the counts by code cover all of them. */
const MAX_SHOWN = 500;

const TITLES = { sound: "Sound", unsound: "Not sound", inconclusive: "Inconclusive" } as const;

/** Inline style, so that the page loads no other resource. */
const STYLE = `
body { font: 11pt/1.45 system-ui, sans-serif; color: #16202a; max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
.verdict { font-size: 1.25rem; font-weight: 600; padding: .6rem 1rem; border-left: .4rem solid; margin: 1rem 0 }
.sound { border-color: #1a7f4b } .unsound { border-color: #b3261e } .inconclusive { border-color: #a66300 }
table { border-collapse: collapse; width: 100%; font-size: .9em } caption { text-align: left; padding-bottom: .3rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #c9d1d9 }
td, code { overflow-wrap: anywhere } code { font: .92em ui-monospace, monospace } th[scope=row] { white-space: nowrap }
li { margin: .25rem 0 }
@media print { body { margin: 0; max-width: none; font-size: 9.5pt } tr { break-inside: avoid } h2 { break-after: avoid } }
`;

/**
 * Renders an audit as one HTML file to print: scope, nodes, figures, faults, proofs, and the command to repeat it.
 * Escapes all external text.
 *
 * @param command the command line of the audit.
 */
export function renderReport(result: AuditResult, command: readonly string[]): string {
  const { faults, questions } = result;
  const proved = whatIsProved(result);
  const holdings = holdingsSentences(result);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Audit of a Portolan ledger</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Audit of a Portolan ledger</h1>
<p class="verdict ${result.verdict}">${TITLES[result.verdict]}</p>
<h2>Scope</h2>
${pairs(scopeOf(result))}
<h2>Nodes</h2>
${table(
  ["Node", "Last block", "Blocks compared with the first"],
  result.nodes.map(({ url, height, compared }) => [url, text(height), compared === null ? "audited" : text(compared)]),
)}
<h2>Figures</h2>
${pairs(figuresOf(result))}
<h2>Faults</h2>
${faults.length === 0 ? "<p>None.</p>" : faultTables(result)}
${questions.length === 0 ? "" : `<h2>Open questions</h2>\n${pairs(questions.map(({ what, reason }) => [what, reason]))}`}
${holdings.length === 0 ? "" : `<h2>Holdings of members</h2>\n${list(holdings)}`}
${proved.length === 0 ? "" : `<h2>What this proves</h2>\n${list(proved)}`}
<h2>What it does not prove</h2>
${list(whatIsNotProved(result))}
<h2>How to repeat it</h2>
<p>Use your own node, and the Portolan version of the contracts:</p>
<p><code>${escapeHtml(command.join(" "))}</code></p>
<p>The same chain gives the same block hash at the same height, and the same figures.</p>
</body>
</html>
`;
}

/** Lists the scope of an audit as names and values. */
export function scopeOf({ chain, firstBlock, last, from, beganAt }: AuditResult): [string, string][] {
  const scope: [string, string][] = [["Audited at", time(beganAt)]];
  if (chain !== null)
    scope.push(
      ["Chain", `${chain.chainId}, genesis block ${chain.genesis}`],
      ["Ledger", chain.ledger],
      ["Consortium", chain.consortium],
    );
  if (last !== null)
    scope.push(
      ["From and to block", `${text(firstBlock)} to ${last.number}`],
      ["Last block", `${last.hash} of ${time(last.timestamp)}`],
    );
  if (from !== null) scope.push(["From checkpoint", `${from.path}, after block ${from.block}, SHA-256 ${from.digest}`]);
  return scope;
}

/** Lists the figures of an audit as names and values. */
export function figuresOf({
  chain,
  figures,
  entriesJudged,
  seconds,
  gateway,
  stateCompared,
}: AuditResult): [string, string][] {
  const shown: [string, string][] = [];
  if (figures !== null) {
    const { blocks, entries, refusals, acts, registryEvents, directoryEvents, wallets } = figures;
    shown.push(
      ["Blocks read", String(blocks)],
      ["Entries", String(entries)],
      ["Refusals", String(refusals)],
      ["Acts of cooperation", chain?.cooperation === undefined ? "not audited" : String(acts)],
      ["Registry events", String(registryEvents)],
      ["Directory events", String(directoryEvents)],
    );
    if (wallets.confirmed + wallets.unverified > 0)
      shown.push([
        "Wallet signatures",
        `${wallets.confirmed} verified again, ${wallets.unverified} accepted by the contract only`,
      ]);
    shown.push(["Contract storage", stateCompared ? "compared in full" : "not compared"]);
  }
  if (gateway !== null) {
    const { url, all, listed, shipments, entries, payloads } = gateway;
    const extent = all ? "all" : "a sample";
    shown.push([
      "Gateway",
      `${url}: ${extent} of ${listed} shipments; ${shipments} shipments, ${entries} entries and ${payloads} payloads compared`,
    ]);
  }
  const rate = entriesJudged > 0 && seconds > 0 ? `, ${Math.round(entriesJudged / seconds)} entries a second` : "";
  shown.push(["Time", `${seconds.toFixed(1)} s${rate}`]);
  return shown;
}

function faultTables({ faults, figures }: AuditResult): string {
  const counts = Object.entries(figures?.faults ?? {});
  return `${table(
    ["Code", "Meaning", "Count"],
    counts.map(([code, count]) => [code, FAULTS[code as Fault["code"]], String(count)]),
  )}
<p>${faults.length > MAX_SHOWN ? `The first ${MAX_SHOWN}:` : "All:"}</p>
${table(
  ["Code", "Block", "Entry", "Subject", "Expected", "Found"],
  faults
    .slice(0, MAX_SHOWN)
    .map(({ code, block, entry, subject, expected, found }) => [
      code,
      text(block),
      entry ?? "",
      subject,
      expected,
      found,
    ]),
)}`;
}

function pairs(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<table>${lines.join("\n")}</table>`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = titles.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`).join("\n");
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function list(sentences: readonly string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join("\n")}</ul>`;
}

function text(value: number | null): string {
  return value === null ? "unknown" : String(value);
}

function time(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

import { escapeHtml } from "../../../domain/encoding/escape-html.ts";
import type { JsonValue } from "../../../domain/encoding/json.ts";
import type { EvidenceReport, Statement } from "../evidence-report.ts";

// Parts of the page of every kind of evidence file. Each escapes text of the file, except `term`, whose value is HTML.

const HEADLINES = {
  proved: "Proved",
  undecided: "Undecided: confirm the assumptions",
  refuted: "Refuted",
  unreadable: "Unreadable: nothing was verified",
} as const;

const LEADS = {
  proved:
    "The file proves everything under “What is proved”, and sources that the verifier trusts confirm its block and ledger.",
  undecided: "The file is consistent. Confirm the points under “Assumptions” from a source that you trust.",
  refuted: "Do not rely on this file.",
  unreadable: "Get the whole file again from its source.",
} as const;

export function renderVerdict({ verdict, problem }: EvidenceReport): string {
  return `<section class="verdict ${verdict}" role="status">
<h2>${HEADLINES[verdict]}</h2>
<p>${problem === null ? LEADS[verdict] : escapeHtml(problem.text)}</p>
${problem === null ? "" : `<p>${escapeHtml(problem.remedy)}</p>`}
</section>`;
}

export function renderStatements(title: string, id: string, statements: readonly Statement[]): string {
  const items = statements.map(({ text, entries }) => {
    const first = entries[0];
    const link =
      first === undefined
        ? ""
        : ` <a href="#entry-${first}">${entries.length === 1 ? "See the entry" : "See the first entry"}</a>`;
    return `<li>${escapeHtml(text)}${link}</li>`;
  });
  return `<section><h2>${title}</h2><ul id="${id}">${items.join("\n")}</ul></section>`;
}

export function term(name: string, value: string): string {
  return `<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

export function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

export function utc(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}

export function renderValue(value: JsonValue): string {
  return typeof value === "object" && value !== null ? code(JSON.stringify(value)) : escapeHtml(String(value));
}

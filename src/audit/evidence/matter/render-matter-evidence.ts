import { counted } from "../../../domain/encoding/counted.ts";
import { escapeHtml } from "../../../domain/encoding/escape-html.ts";
import { roleNames } from "../../../domain/rules/role.ts";
import type { EvidenceReport } from "../evidence-report.ts";
import { code, renderStatements, renderValue, renderVerdict, term, utc } from "../story/render-parts.ts";
import type { MatterEvidence } from "./matter-evidence.ts";
import type { ProvenAct, ProvenMatter } from "./matter-report.ts";
import { type Chapter, tellMatter } from "./tell-matter.ts";

/**
 * Renders an evidence file about a matter as HTML: the verdict, the proved statements, the assumptions, and the story in
 * chapters, each act with its proof. Escapes all text from the file.
 */
export function renderMatterEvidence(evidence: MatterEvidence, report: EvidenceReport): string {
  const { matter, proved, assumed, notProved } = report;
  if (matter === null) return renderVerdict(report);
  const states = new Map(matter.acts.map(({ hash }, index) => [hash, evidence.acts[index]?.record.state ?? "unknown"]));
  const shown = new Set<string>();
  const chapters = tellMatter(matter, namesOf(evidence, matter)).map((chapter) =>
    renderChapter(chapter, (act) => {
      // An act that opens a handover out of another one is told in both chapters; its proof has one place.
      const isFirst = !shown.has(act.hash);
      shown.add(act.hash);
      return { isFirst, absent: ABSENT[states.get(act.hash) ?? "unknown"] };
    }),
  );
  return [
    renderVerdict(report),
    renderSubject(matter),
    renderStatements("What is proved", "proved-list", proved),
    renderStatements("Assumptions", "assumed-list", assumed),
    renderStatements("What is not proved", "open-list", notProved),
    ...chapters,
  ].join("\n");
}

const ABSENT = {
  disclosed: "",
  repeated: "It repeats the digest of an earlier act.",
  unknown: "The record is not in the file.",
  withheld: "The record is not in the file.",
} as const;

function renderSubject({ matter, agreement, records, block, place }: ProvenMatter): string {
  const heads = records.map(({ matter: id, head }) =>
    term(id === matter ? "Last act" : "Last act of the agreement", code(head)),
  );
  return `<section><h2>The matter</h2><dl>
${term("Id on the ledger", code(matter))}
${agreement === null ? "" : term("Under the agreement", code(agreement))}
${heads.join("\n")}
${term("State at", `block ${block.number}, ${utc(block.time)}; hash ${code(block.hash)}`)}
${term("Ledger of cooperation", `${code(place.cooperation)} on chain ${place.chainId}`)}
</dl></section>`;
}

type Shown = (act: ProvenAct) => { readonly isFirst: boolean; readonly absent: string };

function renderChapter({ title, subject, summary, lines }: Chapter, shownOf: Shown): string {
  const sentences = summary.map((sentence) => `<p>${escapeHtml(sentence)}</p>`);
  const items = lines.map(({ act, text }) => {
    const { isFirst, absent } = shownOf(act);
    return `<li${isFirst ? ` id="entry-${act.hash}"` : ""}>${renderAct(act, text, absent)}</li>`;
  });
  return `<section class="chapter"><h2>${escapeHtml(title)}</h2>
<p class="proof">${code(subject)}</p>
${sentences.join("\n")}
<ol class="story">${items.join("\n")}</ol></section>`;
}

function renderAct(act: ProvenAct, text: string, absent: string): string {
  const { record, hidden, recordedAt, judgedAt, hash, kind, signer, wallet } = act;
  const said = Object.entries(record ?? {})
    .map(([name, value]) => term(escapeHtml(name), renderValue(value)))
    .join("");
  const missing = record !== null && hidden > 0 ? `Withheld: ${counted(hidden, "field")}.` : absent;
  return `<h3>${escapeHtml(text)}</h3>
<p class="when">${utc(judgedAt)}${recordedAt === null ? ", according to the file" : ""}</p>
${said === "" ? "" : `<dl>${said}</dl>`}
${missing === "" ? "" : `<p class="absent">${missing}</p>`}
<p class="proof">${kind} ${code(hash)}, signed with ${code(signer)}${wallet ? " (a wallet contract)" : ""}.</p>`;
}

/** Gives name, roles and country. The file's maker states the name; the rest is proved. */
function namesOf({ participants }: MatterEvidence, proven: ProvenMatter): (id: number) => string {
  const given = new Map(participants.map(({ id, name }) => [id, name]));
  const enrolled = new Map(proven.participants.map((participant) => [participant.id, participant]));
  return (id) => {
    const name = given.get(id) || `participant ${id}`;
    const known = enrolled.get(id);
    return known === undefined ? name : `${name} (${[...roleNames(known.roles), known.jurisdiction].join(", ")})`;
  };
}

import { escapeHtml } from "../../../domain/encoding/escape-html.ts";
import type { Evidence, EvidenceEntry } from "../evidence.ts";
import type { ProvenHistory, EvidenceReport, ProvenEntry } from "../evidence-report.ts";
import { counted } from "../../../domain/encoding/counted.ts";
import { type Names, namesOf } from "./names.ts";
import { describeEntry, describePlace } from "./describe-entry.ts";
import { itemAt } from "../../../domain/item-at.ts";
import { code, renderStatements, renderValue, renderVerdict, term, utc } from "./render-parts.ts";

/**
 * Renders an evidence file as HTML: the verdict, the proved statements, the assumptions, and each entry with its proof.
 * Escapes all text from the file.
 */
export function renderEvidence(evidence: Evidence | undefined, report: EvidenceReport): string {
  const { history, proved, notProved, assumed } = report;
  const head = renderVerdict(report);
  if (history === null || evidence === undefined) return head;
  const names = namesOf(evidence, history);
  return [
    head,
    renderSubject(history, names),
    renderStatements("What is proved", "proved-list", proved),
    renderStatements("Assumptions", "assumed-list", assumed),
    renderStatements("What is not proved", "open-list", notProved),
    renderStory(evidence, history, names),
    renderBlocks(evidence, history),
  ].join("\n");
}

function renderSubject({ shipment, identifiers, custody, block, place, head }: ProvenHistory, names: Names): string {
  return `<section><h2>The shipment</h2><dl>
${term("Identifier", escapeHtml(identifiers[shipment] ?? "not in the file"))}
${term("Id on the ledger", code(shipment))}
${term("State", escapeHtml(`${custody.phase}, with ${names.participant(custody.custodian)}, after ${custody.sequence} entries`))}
${term("Last entry", `<a href="#entry-${head}">${code(head)}</a>`)}
${term("State at", `block <a href="#block-${block.number}">${block.number}</a>, ${utc(block.time)}`)}
${term("Ledger", `${code(place.ledger)} on chain ${place.chainId}`)}
</dl></section>`;
}

function renderStory({ entries: given, shipment }: Evidence, { entries }: ProvenHistory, names: Names): string {
  const items = entries.map((entry, index) => {
    const around = entry.shipment === shipment ? "" : ' class="around"';
    return `<li id="entry-${entry.hash}"${around}>${renderEntry(entry, itemAt(given, index), names)}</li>`;
  });
  return `<section><h2>The story</h2><ol class="story">${items.join("\n")}</ol></section>`;
}

function renderEntry(entry: ProvenEntry, { payload, recorded }: EvidenceEntry, names: Names): string {
  const place = describePlace(entry.payload);
  const said =
    entry.payload === null
      ? ""
      : Object.entries(entry.payload)
          .map(([name, value]) => term(escapeHtml(name), renderValue(value)))
          .join("");
  const absent = {
    disclosed: entry.hidden === 0 ? "" : `Withheld: ${counted(entry.hidden, "field")}.`,
    erased: "The payload was erased; its commitment remains.",
    unknown: "The payload is not in the file.",
    withheld: "The payload is not in the file.",
  }[payload.state];
  return `<h3>${escapeHtml(describeEntry(entry, names))}</h3>
<p class="when">${utc(entry.occurredAt)}${place === undefined ? "" : `, ${escapeHtml(place)}`}</p>
${said === "" ? "" : `<dl>${said}</dl>`}
${absent === "" ? "" : `<p class="absent">${absent}</p>`}
<p class="proof">${entry.kind} ${code(entry.hash)}, signed with ${code(entry.signer)}${entry.wallet ? " (a wallet contract)" : ""}; ${
    entry.recordedAt === null
      ? `in block ${recorded.block} according to the file`
      : `recorded ${utc(entry.recordedAt)} in <a href="#block-${recorded.block}">block ${recorded.block}</a>, transaction ${recorded.transaction}, log ${recorded.log}`
  }.</p>`;
}

function renderBlocks({ entries }: Evidence, history: ProvenHistory): string {
  const times = new Map([[history.block.number, history.block.time]]);
  history.entries.forEach(({ recordedAt }, index) => {
    if (recordedAt !== null) times.set(itemAt(entries, index).recorded.block, recordedAt);
  });
  const rows = [...times]
    .sort(([a], [b]) => a - b)
    .map(([number, time]) => {
      const state =
        number === history.block.number ? `state proved; hash ${code(history.block.hash)}` : "receipts proved";
      return `<tr id="block-${number}"><td>${number}</td><td>${utc(time)}</td><td>${state}</td></tr>`;
    });
  return `<section><h2>Blocks</h2><table><thead><tr><th scope="col">Block</th><th scope="col">Time</th><th scope="col">Proof in the file</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></section>`;
}

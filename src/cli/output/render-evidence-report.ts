import pc from "picocolors";
import type { EvidenceReport, ProvenHistory, Statement } from "../../audit/evidence/evidence-report.ts";
import type { Terminal } from "../terminal.ts";
import { renderMatterReport } from "./render-matter-report.ts";
import { printable, renderTable } from "./table.ts";
import { formatTime } from "./time.ts";

const COLUMNS = ["Occurred", "Recorded", "Kind", "Author", "Entry"].map((title) => ({ title }));

/** Renders the report on an evidence file. */
export function renderEvidenceReport(report: EvidenceReport, terminal: Terminal): string {
  const { green, red, yellow, bold } = pc.createColors(terminal.colour);
  const { history, matter, problem } = report;
  const verdict = {
    proved: green("proved"),
    undecided: yellow("undecided: consistent, but not confirmed by a party that you named"),
    refuted: red("REFUTED"),
    unreadable: yellow("unreadable"),
  }[report.verdict];
  if (history === null && matter === null) return `${verdict}: ${printable(problem?.text ?? "")}`;

  const list = (title: string, statements: readonly Statement[]) =>
    statements.length === 0 ? [] : ["", bold(title), ...statements.map(({ text }) => `  - ${printable(text)}`)];
  return [
    `${bold("Verdict:")} ${verdict}`,
    history === null
      ? `${bold("Matter:")} ${matter?.matter ?? ""}`
      : `${bold("Shipment:")} ${history.shipment} ${printable(history.identifiers[history.shipment] ?? "")}`,
    ...list("Proved", report.proved),
    ...list("Relies on", report.assumed),
    ...list("Not proved", report.notProved),
    "",
    ...(history === null ? [] : [renderEntries(history, terminal)]),
    ...(matter === null ? [] : [renderMatterReport(matter, terminal)]),
  ].join("\n");
}

function renderEntries({ entries }: ProvenHistory, terminal: Terminal): string {
  const rows = entries.map(({ hash, kind, author, occurredAt, recordedAt }) => [
    formatTime(occurredAt),
    formatTime(recordedAt),
    kind,
    `participant ${author}`,
    hash,
  ]);
  return renderTable(COLUMNS, rows, terminal);
}

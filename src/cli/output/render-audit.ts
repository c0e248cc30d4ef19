import pc from "picocolors";
import { counted } from "../../domain/encoding/counted.ts";
import { type Fault, FAULTS } from "../../audit/replay/fault.ts";
import { figuresOf, scopeOf } from "../../audit/report/render-report.ts";
import { type AuditResult, whatIsNotProved, whatIsProved } from "../../audit/report/audit-result.ts";
import { holdingsSentences } from "../../audit/report/holdings-sentences.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { printable } from "./table.ts";

/** Largest number of faults in the terminal. The report and --json have more. */
const MAX_SHOWN = 50;

/** Renders the result of an audit. */
export function renderAudit(result: AuditResult, terminal: Terminal): string {
  const { bold } = pc.createColors(terminal.colour);
  const { faults, questions, nodes, figures } = result;
  const fields = (rows: [string, string][]) => renderFields(Object.fromEntries(rows), terminal);
  const asked = nodes.map(({ url, height, compared }, index): [string, string] => [
    `Node ${index + 1}`,
    `${url}, ${height === null ? "no answer" : `at block ${height}`}${compared === null ? "" : `, ${compared} blocks compared`}`,
  ]);
  const total = Object.values(figures?.faults ?? {}).reduce((sum, count) => sum + count, 0);
  const left = Math.max(total, faults.length) - MAX_SHOWN;
  return [
    verdictLine(result, terminal),
    "",
    fields([...scopeOf(result), ...asked, ...figuresOf(result)]),
    ...section(bold("Faults"), faults.slice(0, MAX_SHOWN).flatMap(renderFault)),
    ...(left > 0 ? [`and ${left} more; see --report or --json.`] : []),
    ...section(
      bold("Inconclusive"),
      questions.map(({ what, reason }) => `- ${what}: ${reason}`),
    ),
    ...section(bold("Holdings of members"), holdingsSentences(result).map(bullet)),
    ...section(bold("Proved"), whatIsProved(result).map(bullet)),
    ...section(bold("Not proved"), whatIsNotProved(result).map(bullet)),
  ].join("\n");
}

function verdictLine({ verdict, faults }: AuditResult, terminal: Terminal): string {
  const { green, red, yellow } = pc.createColors(terminal.colour);
  switch (verdict) {
    case "sound":
      return `${green("sound:")} every check passed`;
    case "unsound":
      return `${red("NOT sound:")} ${counted(faults.length, "fault")}`;
    case "inconclusive":
      return `${yellow("inconclusive:")} no fault found, but some checks were impossible`;
  }
}

function renderFault({ code, block, entry, subject, expected, found }: Fault): string[] {
  const place = [block === null ? "" : `block ${block}`, entry === null ? "" : `entry ${entry}`, subject];
  return [
    `- ${code} (${place.filter((part) => part !== "").join(", ")}): ${FAULTS[code]}`,
    `    expected ${expected}`,
    `    found    ${found}`,
  ].map(printableLine);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map(printableLine)];
}

const bullet = (sentence: string): string => `- ${sentence}`;

function printableLine(line: string): string {
  return printable(line);
}

import type { ActView, PossibleAct } from "../../../api/act.ts";
import { nameOf } from "../../output/names.ts";
import { renderTable } from "../../output/table.ts";
import type { Terminal } from "../../terminal.ts";
import { formatTime } from "../../output/time.ts";

const COLUMNS = [
  { title: "No." },
  { title: "Act" },
  { title: "By", flexible: true },
  { title: "Recorded (UTC)" },
  { title: "Code" },
  { title: "Record", flexible: true },
];

/** Renders acts as a table, with what their records say. */
export function renderActs(acts: readonly ActView[], terminal: Terminal): string {
  const rows = acts.map(({ sequence, kind, author, recordedAt, code, codes, record }) => [
    String(sequence),
    kind,
    nameOf(author),
    formatTime(recordedAt),
    [code, ...codes].filter((name) => name !== null).join(", "),
    record === null ? "" : JSON.stringify(record),
  ]);
  return renderTable(COLUMNS, rows, terminal);
}

/** Renders which acts the ledger would record of the caller now. */
export function renderPossible(possible: readonly PossibleAct[]): string {
  const allowed = possible.filter((act) => act.allowed).map(({ kind }) => kind);
  return allowed.length === 0 ? "You can do nothing here now." : `You can now: ${allowed.join(", ")}.`;
}

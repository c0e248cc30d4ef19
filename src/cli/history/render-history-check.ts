import pc from "picocolors";
import type { HistoryCheck } from "./check-history.ts";
import type { Terminal } from "../terminal.ts";

/** Renders the result of the check in one line. */
export function renderHistoryCheck(check: HistoryCheck, terminal: Terminal): string {
  const { green, red } = pc.createColors(terminal.colour);
  return check.whole
    ? `${green("whole:")} ${check.entries} entries with correct hashes, chained to the head in the contract (${check.head})`
    : `${red("NOT whole:")} ${check.problem}`;
}

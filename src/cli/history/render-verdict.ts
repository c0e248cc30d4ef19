import pc from "picocolors";
import type { Verdict } from "./check-history.ts";
import type { Terminal } from "../terminal.ts";

/** Renders the result of the check in one line. */
export function renderVerdict(verdict: Verdict, terminal: Terminal): string {
  const { green, red } = pc.createColors(terminal.colour);
  return verdict.whole
    ? `${green("whole:")} ${verdict.entries} entries with correct hashes, chained to the head in the contract (${verdict.head})`
    : `${red("NOT whole:")} ${verdict.problem}`;
}

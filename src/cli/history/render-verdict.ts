import pc from "picocolors";
import type { Verdict } from "./check-history.ts";
import type { Terminal } from "../terminal.ts";

/** What a check of a history found, as one line for people. */
export function renderVerdict(verdict: Verdict, terminal: Terminal): string {
  const { green, red } = pc.createColors(terminal.colour);
  return verdict.whole
    ? `${green("whole:")} ${verdict.entries} entries, each with the hash that it claims, chained up to the head that the contract keeps (${verdict.head})`
    : `${red("NOT whole:")} ${verdict.problem}`;
}

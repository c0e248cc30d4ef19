import type { Bytes32 } from "../../domain/entry.ts";
import type { Finality } from "../finality/finality.ts";
import type { Statement } from "./evidence-report.ts";
import type { Trust } from "./judge-trust.ts";

/** States who confirms that the block of a file is on the chain, or that nobody does. */
export function vouchedStatements(
  block: { readonly number: number; readonly hash: Bytes32 },
  trust: Trust,
): Statement[] {
  const named = `block ${block.number} with the hash ${block.hash}`;
  const statements = trust.vouchers.map((finality) => statement("vouched", vouched(finality, named)));
  if (trust.blockNamed) statements.push(statement("named", `The verifier confirmed that ${named} is on the chain.`));
  if (statements.length > 0) return statements;
  return [
    statement(
      "block",
      `That ${named} is on the chain: the file names no witness or validator for it, so its maker could have invented it.`,
    ),
  ];
}

function vouched({ kind, vouchers, among, trust }: Finality, block: string): string {
  const who = kind === "witnesses" ? "witnesses" : "validators";
  const word = trust === "policy" ? "trusted by the verifier" : "named only by the file itself, which could be forged,";
  return `${vouchers.length} of ${among} ${who} ${word} confirm ${block}: ${vouchers.join(", ")}.`;
}

function statement(code: string, text: string): Statement {
  return { code, text, entries: [] };
}

import { KINDS } from "../../../domain/rules/kind.ts";
import type { Finding } from "../../../api/finding.ts";
import type { Traced } from "../traced.ts";

/** Exceptions that a party reported; those about seals are among the seal mismatches. */
export function exceptionReported({ own }: Traced): Finding[] {
  const findings: Finding[] = [];
  for (const { entry, kind, said } of own) {
    if (said?.exceptions === undefined || kind === KINDS.Correct) continue;
    const types = said.exceptions.map(({ type }) => type).filter((type) => type !== "seal");
    if (types.length === 0) continue;
    findings.push({
      code: "exception-reported",
      facts: { types, author: entry.author?.id ?? 0 },
      entries: [entry.hash],
    });
  }
  return findings;
}

import { KINDS } from "../../../domain/rules/kind.ts";
import type { Finding } from "../../../api/finding.ts";
import type { Step } from "../step.ts";
import type { Traced } from "../traced.ts";

/** Kinds whose seals are those affixed: at the start, when it is stuffed or stripped, and when customs opened it. */
const AFFIXING: ReadonlySet<number> = new Set([KINDS.Consign, KINDS.Load, KINDS.Unload, KINDS.Inspect]);

/** Seals found that are not those last known, and exceptions that a party reported as about seals. */
export function sealMismatch({ own }: Traced): Finding[] {
  const findings: Finding[] = [];
  let known: { readonly step: Step; readonly seals: readonly string[] } | undefined;
  for (const step of own) {
    if (step.kind === KINDS.Correct) continue;
    const { seals, exceptions } = step.said ?? {};
    const expected = known?.seals ?? [];
    const differs =
      seals !== undefined && known !== undefined && !AFFIXING.has(step.kind) && !isSameSet(seals, known.seals);
    if (differs || exceptions?.some(({ type }) => type === "seal")) {
      findings.push({
        code: "seal-mismatch",
        facts: { expected, found: seals ?? [] },
        entries: [...(known === undefined ? [] : [known.step.entry.hash]), step.entry.hash],
      });
    }
    if (seals !== undefined) known = { step, seals };
  }
  return findings;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const other = new Set(b);
  return new Set(a).size === other.size && a.every((seal) => other.has(seal));
}

import type { WantedPayload } from "../../api/entry.ts";
import { findingOfWanted } from "../../api/finding-of-wanted.ts";
import type { FindingCode } from "../../api/finding-sentences.ts";
import type { Finding } from "../../api/finding.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import { comparableSeal } from "../../domain/payload/seal-number.ts";
import { itemAt } from "../../domain/item-at.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Step } from "./step.ts";
import type { TraceInput } from "./trace-input.ts";

/**
 * Finds entries of the shipment whose payloads were erased, are not here, or are not open to the caller. A payload that
 * this gateway asks other members for has a finding of its own, which tells since when, or why nobody gives it. A caller
 * that reads only the ledger's facts expects no payload.
 */
export function payloadMissing({ own, identified, wanted }: TraceInput): Finding[] {
  const absent = own.filter(({ lacks }) => lacks === "absent");
  const asked = absent.flatMap(({ entry: { hash } }) => {
    const want = wanted.get(hash);
    return want === undefined ? [] : [{ hash, want }];
  });
  return [
    ...findingOf("payload-erased", own, "erased"),
    ...findingOf(
      "payload-unknown",
      absent.filter(({ entry }) => !wanted.has(entry.hash)),
      "absent",
    ),
    ...[...Map.groupBy(asked, ({ want }) => keyOf(want)).values()].map(wantedFinding),
    ...(identified ? findingOf("payload-withheld", own, "withheld") : []),
  ];
}

function findingOf(code: FindingCode, steps: readonly Step[], lacks: Step["lacks"]): Finding[] {
  const entries = steps.filter((step) => step.lacks === lacks).map(({ entry }) => entry.hash);
  return entries.length === 0 ? [] : [{ code, facts: { count: entries.length }, entries }];
}

/** Entries for which the same holds have one finding. */
function keyOf({ state, holder, rule, key }: WantedPayload): string {
  return JSON.stringify([state, holder, rule, key]);
}

function wantedFinding(group: readonly { readonly hash: EntryHash; readonly want: WantedPayload }[]): Finding {
  const heights = group.flatMap(({ want }) => want.height ?? []);
  return findingOfWanted(
    {
      ...itemAt(group, 0).want,
      since: Math.min(...group.map(({ want }) => want.since)),
      ...(heights.length > 0 && { height: Math.max(...heights) }),
    },
    group.map(({ hash }) => hash),
  );
}

/** Finds exceptions that a party reported, except those about seals, which {@link sealMismatch} finds. */
export function exceptionReported({ own }: TraceInput): Finding[] {
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

/** Kinds whose payloads state newly affixed seals: consignment, packing, unpacking and customs inspection. */
const AFFIXING: ReadonlySet<number> = new Set([KINDS.Consign, KINDS.Load, KINDS.Unload, KINDS.Inspect]);

/** Finds seals that differ from the last known seals, and reported exceptions about seals. */
export function sealMismatch({ own }: TraceInput): Finding[] {
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
  const [one, other] = [new Set(a.map(comparableSeal)), new Set(b.map(comparableSeal))];
  return one.size === other.size && [...one].every((seal) => other.has(seal));
}

/** Finds EPCIS events that were recorded as a Report instead of as the meant kind, without corrected ones. */
export function eventNotAllowed({ own, discrepancies }: TraceInput): Finding[] {
  const steps = new Map(own.map((step) => [step.position, step]));
  return discrepancies.flatMap(({ position, meant, failure }) => {
    const step = steps.get(position);
    if (step?.view !== "all" || step.entry.supersededBy !== null) return [];
    const reason = failureToError(failure).message;
    return [{ code: "event-not-allowed", facts: { meant, refusal: failure.code, reason }, entries: [step.entry.hash] }];
  });
}

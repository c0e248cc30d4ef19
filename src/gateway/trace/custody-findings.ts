import type { Finding } from "../../api/finding.ts";
import type { ContentInterval } from "../../api/trace.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Step } from "./step.ts";
import type { TraceInput } from "./trace-input.ts";

/** Finds an open offer that is older than `limits.offerAfter`. */
export function offerUnanswered({ phase, own, limits, now }: TraceInput): Finding[] {
  const offer = phase === "Offered" ? own.findLast(({ kind }) => kind === KINDS.Offer)?.entry : undefined;
  if (offer === undefined || now - offer.recordedAt <= limits.offerAfter) return [];
  const facts = { offeredTo: offer.counterparty?.id ?? 0, since: offer.recordedAt, limit: limits.offerAfter };
  return [{ code: "offer-unanswered", facts, entries: [offer.hash] }];
}

/** Finds open cases without notice, in which the deadlines of the affected party do not run. */
export function heldWithoutNotice({ cases, now }: TraceInput): Finding[] {
  return cases
    .filter(({ closedAt, notifiedAt }) => closedAt === null && notifiedAt === null)
    .map(({ hold, agency, openedAt }) => ({
      code: "held-without-notice",
      facts: { agency: agency?.id ?? 0, openedAt, seconds: now - openedAt },
      entries: [hold],
    }));
}

/** Finds children that were packed and not unpacked, by entries of the ledger or by payloads of the unit. */
export function childUnaccounted(traced: TraceInput): Finding[] {
  return [...leftBehind(traced), ...neverTakenOut(traced)];
}

/**
 * Finds children that are still loaded on the ledger, although the unit is closed or forfeited, or another child was
 * unloaded later and the unit then changed its custodian.
 */
function leftBehind({ phase, own, contents }: TraceInput): Finding[] {
  const children = contents.filter(({ level }) => level === 1);
  const inside = children.filter(({ until }) => until === null);
  if (inside.length === 0) return [];
  const lastHandover = own.findLast(({ kind }) => kind === KINDS.Accept)?.entry.occurredAt ?? -Infinity;
  const isOver = phase === "Closed" || phase === "Forfeited";
  return inside
    .filter((child) => isOver || children.some((other) => wasUnloadedBetween(other, child, lastHandover)))
    .map((child) => ({
      code: "child-unaccounted",
      facts: { shipment: child.shipment, children: [child.identifier ?? child.shipment], since: child.from },
      entries: [child.loadedBy],
    }));
}

function wasUnloadedBetween({ until }: ContentInterval, child: ContentInterval, before: number): boolean {
  return until !== null && until > child.from && until < before;
}

/** Finds children that a payload of the closed unit packed, and that no payload or entry unpacked. */
function neverTakenOut({ phase, own, contents }: TraceInput): Finding[] {
  if (phase !== "Closed") return [];
  const unloaded = contents.filter(({ until }) => until !== null).map(({ identifier }) => identifier);
  const out = new Set([...unloaded, ...declared(own, "DELETE").flatMap(({ said }) => said?.children ?? [])]);
  return declared(own, "ADD").flatMap(({ entry, said }): Finding[] => {
    const missing = (said?.children ?? []).filter((child) => !out.has(child));
    if (missing.length === 0) return [];
    return [
      { code: "child-unaccounted", facts: { children: missing, since: entry.occurredAt }, entries: [entry.hash] },
    ];
  });
}

function declared(own: readonly Step[], action: "ADD" | "DELETE"): Step[] {
  return own.filter(
    ({ kind, said }) => kind !== KINDS.Correct && said?.children !== undefined && said.action === action,
  );
}

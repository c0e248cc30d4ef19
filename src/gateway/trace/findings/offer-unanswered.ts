import { KINDS } from "../../../domain/rules/kind.ts";
import type { Finding } from "../../../api/finding.ts";
import type { Traced } from "../traced.ts";

/** The offer that is open, when it is older than the stated span. */
export function offerUnanswered({ phase, own, limits, now }: Traced): Finding[] {
  const offer = phase === "Offered" ? own.findLast(({ kind }) => kind === KINDS.Offer)?.entry : undefined;
  if (offer === undefined || now - offer.recordedAt <= limits.offerAfter) return [];
  const facts = { offeredTo: offer.counterparty?.id ?? 0, since: offer.recordedAt, limit: limits.offerAfter };
  return [{ code: "offer-unanswered", facts, entries: [offer.hash] }];
}

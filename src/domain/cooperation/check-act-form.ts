import { CLOCK_DRIFT } from "../rules/clock-drift.ts";
import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act } from "./act.ts";
import { checkActShape } from "./act-shape.ts";

/**
 * Checks an act independently of the ledger's state: its fields, and that it is not dated too far ahead of `now` (Unix
 * seconds).
 */
export function checkActForm(act: Act, now: number): Refusal | undefined {
  const { matter, occurredAt } = act;
  const limit = now + CLOCK_DRIFT;
  return (
    checkActShape(act) ??
    (occurredAt > limit ? refuse("CooperationLedgerOccurredInFuture", { matter, occurredAt, limit }) : undefined)
  );
}

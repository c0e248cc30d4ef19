import type { Bytes32, ParticipantId } from "../entry.ts";
import { refuse, type Refusal } from "../rules/refusal.ts";
import { inOrder, type MatterState } from "./matter-state.ts";

/** Refuses an act when `current`, the state of the matter or handover `subject`, is not one of `expected`. */
export function checkState(
  subject: Bytes32,
  current: MatterState,
  expected: readonly MatterState[],
): Refusal | undefined {
  return expected.includes(current)
    ? undefined
    : refuse("CooperationLedgerUnexpectedState", { subject, current, expected: inOrder(expected) });
}

/** Refuses an act on `subject` by another author than the one that is entitled to it. */
export function checkEntitled(subject: Bytes32, author: ParticipantId, entitled: ParticipantId): Refusal | undefined {
  return author === entitled ? undefined : refuse("CooperationLedgerNotEntitled", { subject, author, entitled });
}

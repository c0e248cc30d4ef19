import type { ActionChoice, JudgedAction } from "../../domain/rules/judge-action.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import { REQUIRED_MEMBERS, type Requirement } from "../../domain/payload/required-members.ts";
import type { Failure } from "../../domain/submission.ts";

/** Whether the ledger would accept an entry of a kind now, and what it needs. */
export interface ActionView {
  readonly kind: Kind;
  /** The ways in which it would be accepted; empty when it would not be. */
  readonly choices: readonly ActionChoice[];
  /** Members that its payload must have. */
  readonly requires: readonly Requirement[];
  /** Why it would not be accepted; `null` when it would. */
  readonly refusal: Failure | null;
}

export function viewAction({ kind, choices, refusal }: JudgedAction): ActionView {
  return {
    kind,
    choices,
    requires: REQUIRED_MEMBERS[kind] ?? [],
    refusal: refusal === undefined ? null : { code: refusal.code, facts: refusal.facts },
  };
}

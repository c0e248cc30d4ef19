import type { ActionView } from "../../api/work.ts";
import type { JudgedAction } from "../../domain/rules/judge-action.ts";
import { REQUIRED_MEMBERS } from "../../domain/payload/required-members.ts";

export function viewAction({ kind, choices, refusal }: JudgedAction): ActionView {
  return {
    kind,
    choices,
    requires: REQUIRED_MEMBERS[kind] ?? [],
    refusal: refusal === undefined ? null : { code: refusal.code, facts: refusal.facts },
  };
}

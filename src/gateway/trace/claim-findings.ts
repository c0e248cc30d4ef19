import type { Finding } from "../../api/finding.ts";
import { KIND_RULES } from "../../domain/rules/kind-rules.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { Step } from "./step.ts";
import type { TraceInput } from "./trace-input.ts";

/** Whether only customs may record an entry of this step's kind. */
export const isOfCustoms = ({ kind }: Step): boolean => KIND_RULES[kindOf(kind)].roles === ROLES.customs;

/** Finds entries of agencies that nobody named, so that the owner of the goods sees the claim. */
export function interestClaimed({ own, claimants }: TraceInput): Finding[] {
  return [...claimants].map((agency) => ({
    code: "interest-claimed",
    facts: { agency },
    entries: own.filter((step) => step.author === agency && isOfCustoms(step)).map(({ entry }) => entry.hash),
  }));
}

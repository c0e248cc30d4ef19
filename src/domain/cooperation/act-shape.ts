import { ZERO_BYTES32 } from "../entry.ts";
import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act, ActField } from "./act.ts";
import { actKindName } from "./act-kind.ts";
import { ACT_RULES } from "./act-rules.ts";

/**
 * Checks an act independently of the ledger's state, as the Solidity library `ActShape` does: its kind is known, it has
 * the fields of its kind, and its codes are in the closed lists.
 */
export function checkActShape(act: Act): Refusal | undefined {
  const kind = actKindName(act.kind);
  if (kind === undefined) return refuse("CooperationLedgerUnknownKind", { kind: act.kind });
  const rule = ACT_RULES[kind];
  const wrong = (field: ActField) => refuse("CooperationLedgerFieldMismatch", { kind, field });
  const misfits = (given: boolean, presence: "required" | "optional" | "none") =>
    presence !== "optional" && given !== (presence === "required");

  if (rule.addressed !== (act.counterparty !== 0)) return wrong("counterparty");
  if (rule.addressed && act.counterparty === act.author)
    return refuse("CooperationLedgerCounterpartyIsAuthor", { kind, author: act.author });
  if (misfits(act.refersTo !== ZERO_BYTES32, rule.refersTo)) return wrong("refersTo");
  if (misfits(act.until !== 0, rule.until)) return wrong("until");
  if (rule.period !== (act.period !== 0)) return wrong("period");
  if ((rule.lastCode !== 0) !== (act.code !== 0)) return wrong("code");
  if (act.code > rule.lastCode)
    return refuse("CooperationLedgerUnknownCode", { kind, code: act.code, limit: rule.lastCode });
  if (misfits(act.codes !== 0, rule.codes)) return wrong("codes");
  if ((act.codes & ~rule.allCodes) !== 0)
    return refuse("CooperationLedgerUnknownCode", { kind, code: act.codes, limit: rule.allCodes });
  return undefined;
}

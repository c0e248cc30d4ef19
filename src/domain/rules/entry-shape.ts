import { type Entry, ZERO_BYTES32 } from "../entry.ts";
import { kindName } from "./kind.ts";
import { KIND_RULES } from "./kind-rules.ts";
import { refuse, type Refusal } from "./refusal.ts";

/**
 * What is wrong with an entry whatever the ledger holds: an unknown kind, or a counterparty or a reference that the kind
 * lacks or has no use for. The mirror of contracts/libraries/EntryShape.sol.
 */
export function checkShape(entry: Entry): Refusal | undefined {
  const kind = kindName(entry.kind);
  if (kind === undefined) return refuse("ShipmentLedgerUnknownKind", { kind: entry.kind });
  const rule = KIND_RULES[kind];
  const { author, counterparty, refersTo } = entry;

  const addressed = rule.counterparty === "required";
  if (addressed !== (counterparty !== 0)) {
    return refuse("ShipmentLedgerCounterpartyMismatch", { kind, counterparty });
  }
  if (addressed && counterparty === author) return refuse("ShipmentLedgerCounterpartyIsAuthor", { kind, author });
  if (rule.refersTo !== "optional" && (refersTo !== ZERO_BYTES32) !== (rule.refersTo === "required")) {
    return refuse("ShipmentLedgerReferenceMismatch", { kind, refersTo });
  }
  return undefined;
}

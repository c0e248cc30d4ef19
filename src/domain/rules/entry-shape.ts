import { type Entry, ZERO_BYTES32 } from "../entry.ts";
import { kindName } from "./kind.ts";
import { KIND_RULES } from "./kind-rules.ts";
import { refuse, type Refusal } from "./refusal.ts";

/**
 * Checks an entry independently of the ledger's state, as the Solidity library `EntryShape` does: its kind is known,
 * and its counterparty and reference fit the kind.
 */
export function checkShape(entry: Entry): Refusal | undefined {
  const kind = kindName(entry.kind);
  if (kind === undefined) return refuse("ShipmentLedgerUnknownKind", { kind: entry.kind });
  const rule = KIND_RULES[kind];
  const { author, counterparty, refersTo } = entry;

  const addresses = counterparty !== 0;
  if (rule.counterparty !== "optional" && addresses !== (rule.counterparty === "required")) {
    return refuse("ShipmentLedgerCounterpartyMismatch", { kind, counterparty });
  }
  if (addresses && counterparty === author) return refuse("ShipmentLedgerCounterpartyIsAuthor", { kind, author });
  if (rule.refersTo !== "optional" && (refersTo !== ZERO_BYTES32) !== (rule.refersTo === "required")) {
    return refuse("ShipmentLedgerReferenceMismatch", { kind, refersTo });
  }
  return undefined;
}

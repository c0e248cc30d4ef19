import { Problem } from "../../api/problem.ts";
import { COUNTERPARTY, REFERS_TO } from "./draft.ts";
import type { Problems } from "./form/problems-of.ts";

/** What the gateway says against single fields, by their pointers; empty when its answer is about the whole. */
export function fieldProblems(error: unknown): Problems {
  if (!Problem.is(error)) return {};
  const { code, facts, message } = error;
  switch (code) {
    case "PayloadMemberInvalid":
    case "PayloadMemberMissing": {
      const [pointer = ""] = String(facts["pointer"]).split(" or ");
      return { [pointer]: message };
    }
    case "ShipmentUnknown":
    case "ReferenceInvalid":
    case "IdentifierInvalid":
    case "IdentifierCheckDigitWrong":
    case "IdentifierNotTrackable":
    case "ShipmentLedgerReferenceMismatch":
      return { [REFERS_TO]: message };
    case "ConsortiumUnknownParticipant":
    case "ShipmentLedgerCounterpartyMismatch":
    case "ShipmentLedgerCounterpartyIsAuthor":
      return { [COUNTERPARTY]: message };
    case "ShipmentLedgerOccurredInFuture":
      return { "/eventTime": message };
    default:
      return {};
  }
}

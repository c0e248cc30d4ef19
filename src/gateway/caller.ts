import type { Scope } from "../api/scope.ts";
import type { ParticipantId } from "../domain/entry.ts";
import { isCountryCode } from "../domain/places/country.ts";
import { ROLES, type RoleBits } from "../domain/rules/role.ts";
import type { Visibility } from "../store/access/visibility.ts";

/** The authenticated participant of a request, with its present roles. */
export interface Caller {
  readonly participant: ParticipantId;
  readonly roles: RoleBits;
  /** As recorded on chain: two capital letters, also of no country. */
  readonly jurisdiction: string;
  readonly scopes: ReadonlySet<Scope>;
}

/**
 * Determines the shipments that a caller may read:
 *
 * - Each participant reads the shipments to which it is party, also while it is suspended.
 * - Customs also read the shipments whose payloads name their country.
 * - Tribunals also read the shipments with a case that is or was contested.
 * - Auditors read the ledger facts (entries, custody, cases) of all shipments. They read payloads, summaries and
 *   business identifiers only by another rule.
 *
 * For the caller, other shipments do not exist. Each rule is one member here, and one line of SQL in `whole` or `seen`,
 * by which all queries filter.
 */
export function visibilityOf(caller: Caller): Visibility {
  return {
    participant: caller.participant,
    country: caller.roles & ROLES.customs && isCountryCode(caller.jurisdiction) ? caller.jurisdiction : "",
    contested: (caller.roles & ROLES.tribunal) !== 0,
    everyShipment: (caller.roles & ROLES.auditor) !== 0,
  };
}

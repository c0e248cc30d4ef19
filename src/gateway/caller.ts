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
 * Determines what a caller may read:
 *
 * - Each participant reads its own entries, and those to which its part in a shipment entitles it (`ENTITLING_RULES`),
 *   also while it is suspended.
 * - Customs also read the shipments for which a consignor or custodian named their country.
 * - Tribunals also read the shipments with a case of their jurisdiction that is or was contested.
 * - Auditors read the ledger facts (entries, custody, cases) of all shipments. They read payloads, summaries and
 *   business identifiers only by another rule.
 *
 * For the caller, other shipments do not exist. Each rule is one member here, and one part of the SQL of `viewAt`, by
 * which all queries filter.
 */
export function visibilityOf(caller: Pick<Caller, "participant" | "roles" | "jurisdiction">): Visibility {
  const { roles, jurisdiction } = caller;
  const jurisdictionAs = (role: RoleBits) => ((roles & role) !== 0 && isCountryCode(jurisdiction) ? jurisdiction : "");
  return {
    participant: caller.participant,
    country: jurisdictionAs(ROLES.customs),
    tribunalOf: jurisdictionAs(ROLES.tribunal),
    everyShipment: (roles & ROLES.auditor) !== 0,
  };
}

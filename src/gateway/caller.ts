import type { Scope } from "../api/scope.ts";
import type { ParticipantId } from "../domain/entry.ts";
import { ROLES, type RoleBits } from "../domain/rules/role.ts";
import type { Visibility } from "../store/access/visibility.ts";

/** Who asks, once authenticated: always a participant, with its standing at this moment. */
export interface Caller {
  readonly participant: ParticipantId;
  readonly roles: RoleBits;
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  readonly scopes: ReadonlySet<Scope>;
}

/**
 * Who reads what. A participant reads the shipments that it is party to; customs also those whose payloads name their
 * country; tribunals also those with a case that is or was contested; auditors the ledger facts (entries, custody,
 * cases) of all, without payloads, summaries and business identifiers unless another rule gives them. What a caller
 * may not read does not exist for it. Suspension takes nothing away: a suspended participant still reads its own.
 *
 * Each rule is one member here, and one line of SQL in `whole` or `seen`, by which every query filters.
 */
export function visibilityOf(caller: Caller): Visibility {
  return {
    participant: caller.participant,
    country: caller.roles & ROLES.customs ? caller.jurisdiction : "",
    contested: (caller.roles & ROLES.tribunal) !== 0,
    everyShipment: (caller.roles & ROLES.auditor) !== 0,
  };
}

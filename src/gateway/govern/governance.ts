import type { Enrolment, KeyGrant, Scheduled } from "../../api/participant.ts";
import type { Hex, ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Role } from "../../domain/rules/role.ts";

/** What a measure of governance led to: the participant as it is now, or that it is scheduled. */
export type Measure = { readonly participant: Participant } | Scheduled;

/**
 * Measures of the consortium. Each resolves when the chain has it and the directory shows it.
 *
 * @throws PortolanError under the name of the contract's error, e.g. `ConsortiumKeyTaken`.
 */
export interface Governance {
  enrol(enrolment: Enrolment): Promise<Measure>;
  setRoles(participant: ParticipantId, roles: readonly Role[]): Promise<Measure>;
  suspend(participant: ParticipantId): Promise<Measure>;
  reinstate(participant: ParticipantId): Promise<Measure>;
  /** @param key Unix seconds; without `validFrom` from now on. */
  addKey(participant: ParticipantId, key: KeyGrant): Promise<Measure>;
  revokeKey(participant: ParticipantId, address: Hex): Promise<Measure>;
}

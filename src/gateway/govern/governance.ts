import type { Hex, ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Role } from "../../domain/rules/role.ts";

/**
 * A measure that the AccessManager delays: the operation that anyone can execute from `readyAt` on (Unix seconds) and a
 * guardian can cancel until then.
 */
export interface Scheduled {
  readonly scheduled: { readonly operationId: Hex; readonly readyAt: number };
}

/** What a measure of governance led to: the participant as it is now, or that it is scheduled. */
export type Measure = { readonly participant: Participant } | Scheduled;

/**
 * Measures of the consortium. Each resolves when the chain has it and the directory shows it.
 *
 * @throws PortolanError under the name of the contract's error, e.g. `ConsortiumKeyTaken`.
 */
export interface Governance {
  enrol(enrolment: { name: string; roles: readonly Role[]; jurisdiction: string }): Promise<Measure>;
  setRoles(participant: ParticipantId, roles: readonly Role[]): Promise<Measure>;
  suspend(participant: ParticipantId): Promise<Measure>;
  reinstate(participant: ParticipantId): Promise<Measure>;
  /** @param key Unix seconds; without `validFrom` from now on. */
  addKey(participant: ParticipantId, key: { address: Hex; validFrom?: number; validUntil: number }): Promise<Measure>;
  revokeKey(participant: ParticipantId, address: Hex): Promise<Measure>;
}

import type { Hex, ParticipantId } from "./entry.ts";
import type { RoleBits } from "./rules/role.ts";

/** A signing key of a participant: an account's address or a wallet contract's. Times are Unix seconds. */
export interface ParticipantKey {
  readonly address: Hex;
  readonly validFrom: number;
  /** Unix seconds at which the key stops signing; a revocation sets an earlier time. */
  readonly validUntil: number;
}

/** The largest time of the contract (uint48), in Unix seconds. A key that is valid until then ends by revocation only. */
export const FOREVER = 2 ** 48 - 1;

/** The last second of the year 9999. RFC 3339 cannot write a later time. */
const LAST_WRITABLE_SECOND = 253_402_300_799;

/** Whether a key with this end, in Unix seconds, counts as ending by revocation only. It ends after the year 9999. */
export function endsByRevocation(validUntil: number): boolean {
  return validUntil > LAST_WRITABLE_SECOND;
}

/** An enrolled organisation, as the Consortium contract records it. */
export interface Participant {
  readonly id: ParticipantId;
  readonly name: string;
  readonly roles: RoleBits;
  /** ISO 3166-1 alpha-2. The contract checks only that it is two capital letters. */
  readonly jurisdiction: string;
  readonly suspended: boolean;
  readonly keys: readonly ParticipantKey[];
}

/** The roles in which a participant can act now: 0 when it is suspended or unknown. */
export function activeRoles(participant: Pick<Participant, "roles" | "suspended"> | undefined): RoleBits {
  return participant === undefined || participant.suspended ? 0 : participant.roles;
}

import type { Scope } from "../api/scope.ts";
import type { ParticipantId } from "../domain/entry.ts";
import type { RoleBits } from "../domain/rules/role.ts";

/** Who asks, once authenticated: always a participant, with its standing at this moment. */
export interface Caller {
  readonly participant: ParticipantId;
  readonly roles: RoleBits;
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  readonly scopes: ReadonlySet<Scope>;
}

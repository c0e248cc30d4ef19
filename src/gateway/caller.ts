import type { ParticipantId } from "../domain/entry.ts";
import type { RoleBits } from "../domain/rules/role.ts";

/** What an API key or a bearer token may be used for. */
export const SCOPES = {
  read: "read shipments, entries and traces",
  record: "post entries for the participant",
  notify: "manage the participant's webhooks",
  govern: "enrol, suspend and re-key participants, and issue API keys",
} as const;

export type Scope = keyof typeof SCOPES;

/** Who asks, once authenticated: always a participant, with its standing at this moment. */
export interface Caller {
  readonly participant: ParticipantId;
  readonly roles: RoleBits;
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  readonly scopes: ReadonlySet<Scope>;
}

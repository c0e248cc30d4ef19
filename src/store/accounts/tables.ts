import type { ParticipantId } from "../../domain/entry.ts";

/** The callers of the gateway and the participants for which they act. */
export interface AccountTables {
  api_keys: ApiKeysTable;
  party_identifiers: PartyIdentifiersTable;
}

export interface ApiKeysTable {
  /** Public part of the API key. */
  id: string;
  participant: ParticipantId;
  label: string;
  /** SHA-256 of the key's secret part. */
  secret_hash: string;
  /** Scopes, separated by spaces. */
  scopes: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
}

/** The participant of each party identifier in events (a PGLN, a GLN or another URI, canonical). */
export interface PartyIdentifiersTable {
  identifier: string;
  participant: ParticipantId;
}

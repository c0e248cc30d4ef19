import type { ParticipantId } from "../../domain/entry.ts";

/** Who may call the gateway, and for whom. */
export interface AccountTables {
  api_keys: ApiKeysTable;
  party_identifiers: PartyIdentifiersTable;
}

export interface ApiKeysTable {
  /** Public part of the key. */
  id: string;
  participant: ParticipantId;
  label: string;
  /** SHA-256 of the secret part. */
  secret_hash: string;
  /** Scopes, separated by spaces. */
  scopes: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
}

/** Which participant a party's identifier in events means (a PGLN, a GLN or another URI, canonical). */
export interface PartyIdentifiersTable {
  identifier: string;
  participant: ParticipantId;
}

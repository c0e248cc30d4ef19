import type { ApiKey, ApiKeyGrant } from "../../api/api-key.ts";
import { SCOPES, type Scope } from "../../api/scope.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { requireLineOfText } from "../../domain/encoding/line-of-text.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import {
  insertApiKey,
  listApiKeys,
  readApiKey,
  revokeApiKey,
  type ApiKeyRecord,
} from "../../store/accounts/api-keys.ts";
import type { Database } from "../../store/open-database.ts";
import { createApiKeyToken, formatApiKeyToken, hashSecret, isSecret, parseApiKeyToken } from "./api-key-token.ts";

/** A cached key. */
interface KnownKey {
  readonly record: ApiKeyRecord;
  readonly scopes: ReadonlySet<Scope>;
  readonly readAtMs: number;
}

/** Milliseconds for which a cached key is valid. A revocation by another process takes effect within this time. */
const BELIEVED_MS = 5_000;

/** Largest number of cached keys; the cache drops the oldest key first. */
const KEPT = 10_000;

/**
 * Issues, checks and revokes API keys. A revocation takes effect immediately in this process, and within seconds in
 * others.
 */
export class ApiKeys {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #known = new Map<string, KnownKey>();

  /** @param now Unix milliseconds. */
  constructor(db: Database, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Issues a key.
   *
   * @returns the key and its token, which the gateway does not store.
   * @throws PortolanError `ApiKeyExpiryPast`, `TextUnseen`.
   */
  async issue(grant: ApiKeyGrant): Promise<{ key: ApiKey; token: string }> {
    requireLineOfText("label", grant.label);
    const createdAt = this.#seconds();
    if (grant.expiresAt !== undefined && grant.expiresAt <= createdAt) {
      throw new PortolanError("ApiKeyExpiryPast", { expiresAt: grant.expiresAt });
    }
    const token = createApiKeyToken();
    const record: ApiKeyRecord = {
      id: token.id,
      participant: grant.participant,
      label: grant.label,
      secretHash: hashSecret(token.secret),
      scopes: [...new Set(grant.scopes)],
      createdAt,
      expiresAt: grant.expiresAt ?? null,
      revokedAt: null,
    };
    await insertApiKey(this.#db, record);
    return { key: withoutSecret(record), token: formatApiKeyToken(token) };
  }

  /**
   * Lists at most `limit` keys with ids after `after`, of one or all participants, including revoked and expired keys.
   */
  async list(participant: ParticipantId | undefined, after: string, limit: number): Promise<ApiKey[]> {
    return (await listApiKeys(this.#db, participant, after, limit)).map(withoutSecret);
  }

  /** Revokes a key permanently. A repeated call has no effect. @throws PortolanError `ApiKeyUnknown`. */
  async revoke(id: string): Promise<void> {
    const revokedAt = await revokeApiKey(this.#db, id, this.#seconds());
    this.#known.delete(id);
    if (revokedAt === undefined) throw new PortolanError("ApiKeyUnknown", { key: id });
  }

  /**
   * Checks a token and gives its participant and scopes.
   *
   * @throws PortolanError `CredentialInvalid`, the same for an unknown id and a wrong secret.
   */
  async check(token: string): Promise<{ id: string; participant: ParticipantId; scopes: ReadonlySet<Scope> }> {
    const parts = parseApiKeyToken(token);
    if (parts === undefined) throw invalid("it does not have the form of an API key");
    const known = this.#remembered(parts.id) ?? (await this.#read(parts.id));
    if (known === undefined || !isSecret(parts.secret, known.record.secretHash)) throw invalid("it was never issued");
    const { participant, expiresAt, revokedAt } = known.record;
    if (revokedAt !== null) throw invalid("it was revoked");
    if (expiresAt !== null && expiresAt <= this.#seconds()) throw invalid("it has expired");
    return { id: parts.id, participant, scopes: known.scopes };
  }

  #remembered(id: string): KnownKey | undefined {
    const known = this.#known.get(id);
    return known !== undefined && this.#now() - known.readAtMs < BELIEVED_MS ? known : undefined;
  }

  async #read(id: string): Promise<KnownKey | undefined> {
    const readAtMs = this.#now();
    const record = await readApiKey(this.#db, id);
    if (record === undefined) return undefined;
    const known = { record, scopes: new Set(record.scopes.filter(isScope)), readAtMs };
    this.#known.delete(id);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= KEPT) this.#known.delete(oldest);
    this.#known.set(id, known);
    return known;
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}

function invalid(reason: string): PortolanError {
  return new PortolanError("CredentialInvalid", { credential: "API key", reason });
}

/** Whether this release knows the scope. An unknown scope of a newer release permits nothing. */
function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}

function withoutSecret(record: ApiKeyRecord): ApiKey {
  const { id, participant, label, scopes, createdAt, expiresAt, revokedAt } = record;
  return { id, participant, label, scopes: scopes.filter(isScope), createdAt, expiresAt, revokedAt };
}

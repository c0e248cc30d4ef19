import type { Caller } from "../caller.ts";
import type { Scope } from "../../api/scope.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Participant } from "../../domain/participant.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { ApiKeys } from "./api-keys.ts";

/** The authenticated sender of a request. */
export interface Identity {
  readonly caller: Caller;
  /** Whether the participant is suspended and may only read. */
  readonly suspended: boolean;
  /** Name of the credential without its secret, by which the gateway counts requests. */
  readonly credential: string;
}

/** Finds the participant of a bearer credential (RFC 6750), with its present roles on the chain. */
export class Authenticator {
  readonly #apiKeys: ApiKeys;
  readonly #accessTokens: AccessTokens | undefined;
  readonly #directory: { get(id: ParticipantId): Participant | undefined };

  constructor(parts: {
    apiKeys: ApiKeys;
    /** Checks access tokens; without it the gateway accepts only API keys. */
    accessTokens?: AccessTokens | undefined;
    directory: { get(id: ParticipantId): Participant | undefined };
  }) {
    this.#apiKeys = parts.apiKeys;
    this.#accessTokens = parts.accessTokens;
    this.#directory = parts.directory;
  }

  /**
   * @param token the credential, without the prefix `Bearer `.
   * @throws PortolanError `CredentialInvalid`, `TokenIssuerUnavailable`, `CallerNotEnrolled`.
   */
  async authenticate(token: string): Promise<Identity> {
    if (token.startsWith("ptl_") || this.#accessTokens === undefined) {
      const { id, participant, scopes } = await this.#apiKeys.check(token);
      return this.#identity(participant, scopes, `key ${id}`);
    }
    const { subject, participant, scopes } = await this.#accessTokens.check(token);
    return this.#identity(participant, scopes, `subject ${subject}`);
  }

  #identity(id: ParticipantId, scopes: ReadonlySet<Scope>, credential: string): Identity {
    const participant = this.#directory.get(id);
    if (participant === undefined) throw new PortolanError("CallerNotEnrolled", { participant: id });
    const { roles, jurisdiction, suspended } = participant;
    return { caller: { participant: id, roles, jurisdiction, scopes }, suspended, credential };
  }
}

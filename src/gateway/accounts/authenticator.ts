import type { Caller } from "../caller.ts";
import type { Scope } from "../../api/scope.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Participant } from "../../domain/participant.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { ApiKeys } from "./api-keys.ts";

/** Who a request comes from. */
export interface Identity {
  readonly caller: Caller;
  /** Whether it may only read now. */
  readonly suspended: boolean;
  /** Names the credential, not its secret: what requests are counted by. */
  readonly credential: string;
}

/** Finds the participant behind a bearer credential (RFC 6750), with its roles as the followed chain has them now. */
export class Authenticator {
  readonly #apiKeys: ApiKeys;
  readonly #accessTokens: AccessTokens | undefined;
  readonly #directory: { get(id: ParticipantId): Participant | undefined };

  constructor(parts: {
    apiKeys: ApiKeys;
    /** Without it only API keys are accepted. */
    accessTokens?: AccessTokens | undefined;
    directory: { get(id: ParticipantId): Participant | undefined };
  }) {
    this.#apiKeys = parts.apiKeys;
    this.#accessTokens = parts.accessTokens;
    this.#directory = parts.directory;
  }

  /**
   * @param token what follows `Bearer ` in the `Authorization` header.
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

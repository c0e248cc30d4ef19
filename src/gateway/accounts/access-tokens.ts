import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { SCOPE_NAMES, type Scope } from "../../api/scope.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The issuer whose access tokens the gateway accepts. */
export interface TokenIssuer {
  /** The `iss` claim. */
  readonly issuer: string;
  /** Required value of the `aud` claim. */
  readonly audience: string;
  /** URL of the issuer's public keys (RFC 7517). */
  readonly jwksUrl: string;
}

/** Only asymmetric algorithms, so that a token cannot use a public key as the secret of a MAC, or have no signature. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** Seconds by which the clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE = 5;

/** Timeout of a request for the issuer's keys, and pause between two requests for an unknown key, in milliseconds. */
const JWKS_TIMEOUT_MS = 3_000;
const JWKS_COOLDOWN_MS = 10_000;

/**
 * Checks OAuth 2.0 access tokens (JWT, RFC 9068) against the issuer's public keys. The claim `portolan_participant` has
 * the participant's id; `scope` (RFC 8693, 4.2) has the scopes.
 */
export class AccessTokens {
  readonly #issuer: TokenIssuer;
  readonly #keys: JWTVerifyGetKey;

  constructor(issuer: TokenIssuer) {
    this.#issuer = issuer;
    this.#keys = createRemoteJWKSet(new URL(issuer.jwksUrl), {
      timeoutDuration: JWKS_TIMEOUT_MS,
      cooldownDuration: JWKS_COOLDOWN_MS,
    });
  }

  /** @throws PortolanError `CredentialInvalid`; `TokenIssuerUnavailable` if the issuer's keys are unavailable. */
  async check(token: string): Promise<{ subject: string; participant: ParticipantId; scopes: ReadonlySet<Scope> }> {
    const payload = await this.#verify(token);
    const participant = payload["portolan_participant"];
    if (typeof participant !== "number" || !Number.isSafeInteger(participant) || participant < 1) {
      throw invalid("its claim portolan_participant is not the number of a participant");
    }
    const scope = payload["scope"];
    const granted = new Set(typeof scope === "string" ? scope.split(" ") : []);
    const scopes = new Set(SCOPE_NAMES.filter((name) => granted.has(name)));
    return { subject: String(payload.sub), participant, scopes };
  }

  async #verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: this.#issuer.issuer,
        audience: this.#issuer.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ["exp", "sub"],
        clockTolerance: CLOCK_TOLERANCE,
      });
      return payload;
    } catch (error) {
      throw tokenError(error);
    }
  }
}

function tokenError(error: unknown): PortolanError {
  if (error instanceof errors.JWTExpired) return invalid("it has expired");
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(`its claim ${error.claim} is missing or wrong`);
  if (error instanceof errors.JOSEAlgNotAllowed) return invalid("its algorithm is not allowed");
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return invalid("no single key of the issuer matches it");
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid("its signature does not verify");
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return invalid("it is not a JWT");
  if (error instanceof errors.JOSENotSupported) return invalid("it uses an unsupported feature");
  // All other errors concern the request for the keys: no connection, timeout, or an invalid key set.
  return new PortolanError("TokenIssuerUnavailable", { retryAfter: JWKS_COOLDOWN_MS / 1000 }, { cause: error });
}

function invalid(reason: string): PortolanError {
  return new PortolanError("CredentialInvalid", { credential: "access token", reason });
}

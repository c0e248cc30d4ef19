import type { Request, Response } from "express";
import type { Identity } from "../../gateway/accounts/authenticator.ts";
import type { Scope } from "../../api/scope.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { RateGate } from "./rate-limits.ts";
import { readCredential } from "./request-headers.ts";
import type { Services } from "../services.ts";

/** Seconds. An operator must resolve an alarm first. */
const ALARMED_RETRY_AFTER = 60;

/**
 * Authenticates a request and checks its rate and its scope.
 *
 * @throws PortolanError `NotAuthenticated`, `CredentialInvalid`, `CallerNotEnrolled`, `ScopeMissing`,
 * `CallerSuspended`, `TooManyRequests`, `TokenIssuerUnavailable`; `GatewayNotReady` while the follower is alarmed,
 * because the store may then differ from the chain.
 */
export async function guard(
  request: Request,
  response: Response,
  scope: Scope,
  { authenticator, follower }: Pick<Services, "authenticator" | "follower">,
  rates: RateGate,
): Promise<Identity> {
  const token = readCredential(request);
  let identity: Identity;
  try {
    identity = await authenticator.authenticate(token);
  } catch (error) {
    if (PortolanError.is(error, "CredentialInvalid")) await rates.countFailure(request, response);
    throw error;
  }
  await rates.admit(request, response, identity);
  requireScope(identity, scope);
  const { state, alarm } = follower.status;
  if (state === "alarmed")
    throw new PortolanError("GatewayNotReady", {
      reason: alarm?.message ?? "an alarm was raised",
      retryAfter: ALARMED_RETRY_AFTER,
    });
  return identity;
}

/** @throws PortolanError `ScopeMissing`, `CallerSuspended`. */
export function requireScope({ caller, suspended }: Identity, scope: Scope): void {
  const { participant, scopes } = caller;
  if (!scopes.has(scope)) {
    throw new PortolanError("ScopeMissing", { required: scope, held: scopes.size === 0 ? "none" : [...scopes] });
  }
  if (suspended && scope !== "read") throw new PortolanError("CallerSuspended", { participant });
}

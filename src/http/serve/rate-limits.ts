import type { Request, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import type { Identity } from "../../gateway/accounts/authenticator.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { RateLimits } from "../services.ts";

/** Counts what clients do, and rejects with `TooManyRequests` what is too much. */
export interface RateGate {
  /** One more request of this credential. */
  admit(request: Request, response: Response, identity: Identity): Promise<void>;
  /** One more credential that did not hold, from the request's address. */
  countFailure(request: Request, response: Response): Promise<void>;
}

/**
 * Only failures are counted by address: those who share an address with somebody who guesses, behind a proxy say, get
 * in with a valid credential all the same.
 */
export function createRateGate({ requestsPerSecond, failuresPerMinute }: RateLimits): RateGate {
  const identities = new WeakMap<Request, Identity>();
  const byCredential = gate("requests", requestsPerSecond, 1, (request) => {
    const { caller, credential } = identities.get(request) as Identity;
    return `${caller.participant} ${credential}`;
  });
  const byAddress = gate("failed authentications", failuresPerMinute, 60, (request) =>
    ipKeyGenerator(request.ip ?? ""),
  );
  return {
    admit(request, response, identity) {
      identities.set(request, identity);
      return byCredential(request, response);
    },
    countFailure: byAddress,
  };
}

function gate(what: string, limit: number, seconds: number, keyGenerator: (request: Request) => string) {
  const limiter = rateLimit({
    windowMs: seconds * 1000,
    limit,
    keyGenerator,
    standardHeaders: false,
    legacyHeaders: false,
    // The library's checks are for set-ups that read the address through a proxy; this one does not.
    validate: false,
    handler: (_request, _response, next) =>
      next(new PortolanError("TooManyRequests", { what, limit, seconds, retryAfter: seconds })),
  });
  return (request: Request, response: Response) =>
    new Promise<void>((resolve, reject) => {
      const next = (error?: unknown) => (error === undefined ? resolve() : reject(error as Error));
      Promise.resolve(limiter(request, response, next)).catch(reject);
    });
}

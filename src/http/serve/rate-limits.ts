import type { Request, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import type { Identity } from "../../gateway/accounts/authenticator.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { RateLimits } from "../services.ts";

/** Counts requests and failed authentications, and rejects with `TooManyRequests` above the limits. */
export interface RateGate {
  /** Counts a request of the identity's credential. */
  admit(request: Request, response: Response, identity: Identity): Promise<void>;
  /** Counts an invalid credential from the request's IP address. */
  countFailure(request: Request, response: Response): Promise<void>;
}

/**
 * Counts only failures by IP address. Clients that share an address with an attacker, for instance behind a proxy,
 * still get in with a valid credential.
 */
export function createRateGate({ requestsPerSecond, failuresPerMinute }: RateLimits): RateGate {
  const credentials = new WeakMap<Request, string>();
  const byCredential = gate("requests", requestsPerSecond, 1, (request) => credentials.get(request) ?? "");
  const byAddress = gate("failed authentications", failuresPerMinute, 60, (request) =>
    ipKeyGenerator(request.ip ?? ""),
  );
  return {
    admit(request, response, { caller, credential }) {
      credentials.set(request, `${caller.participant} ${credential}`);
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
    // The library's checks concern set-ups that read the address from a proxy's header, which this server does not.
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

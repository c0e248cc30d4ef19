import { lookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent } from "undici";
import { isPublicAddress } from "./webhook-url.ts";

/** Limit for connecting, and for answering, in milliseconds. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/**
 * Creates the HTTP client of webhooks. It checks the addresses of a name when it connects, and connects to one of those:
 * a name that resolves to another address later gains nothing.
 */
export function createWebhookAgent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: { timeout: WEBHOOK_TIMEOUT_MS, ...(!allowPrivate && { lookup: lookupPublic }) },
    headersTimeout: WEBHOOK_TIMEOUT_MS,
    bodyTimeout: WEBHOOK_TIMEOUT_MS,
    maxHeaderSize: 16_384,
  });
}

/** Looks a name up, and fails unless all its addresses are public. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const problem = error ?? findProblem(addresses);
    const [first] = addresses ?? [];
    if (problem !== undefined || first === undefined) callback(problem ?? new PrivateAddressError(), "", 0);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

class PrivateAddressError extends Error {
  readonly code = "PRIVATE_ADDRESS";
}

function findProblem(addresses: readonly LookupAddress[]): PrivateAddressError | undefined {
  return addresses.every(({ address }) => isPublicAddress(address)) ? undefined : new PrivateAddressError();
}

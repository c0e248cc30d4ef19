import { lookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent } from "undici";
import { isPublicAddress } from "./webhook-url.ts";

/** Milliseconds to connect, and to answer. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/**
 * The HTTP client of webhooks. The addresses that a name has are checked when a connection is made, and the connection
 * goes to one of those that were checked: a name that leads elsewhere the next time gains nothing by it.
 */
export function createWebhookAgent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: { timeout: WEBHOOK_TIMEOUT_MS, ...(!allowPrivate && { lookup: lookupPublic }) },
    headersTimeout: WEBHOOK_TIMEOUT_MS,
    bodyTimeout: WEBHOOK_TIMEOUT_MS,
    maxHeaderSize: 16_384,
  });
}

/** A look-up that fails unless every address of the name is public. */
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

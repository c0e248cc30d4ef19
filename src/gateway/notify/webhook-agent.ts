import { lookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent } from "undici";
import { isPublicAddress } from "./webhook-url.ts";

/** Timeout of a connection and of an answer, in milliseconds. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/**
 * Creates the HTTP client of webhooks. It resolves a name once for each connection, checks its addresses and connects
 * to one of them. So an attacker gains nothing from a name that later resolves to another address.
 */
export function createWebhookAgent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: { timeout: WEBHOOK_TIMEOUT_MS, ...(!allowPrivate && { lookup: lookupPublic }) },
    headersTimeout: WEBHOOK_TIMEOUT_MS,
    bodyTimeout: WEBHOOK_TIMEOUT_MS,
    maxHeaderSize: 16_384,
  });
}

/** Resolves a name, and fails unless all its addresses are public. */
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

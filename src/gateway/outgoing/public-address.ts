import { lookup, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is public: not a loopback, private, link-local, unique-local, multicast, reserved or translated
 * address, also not as an IPv4-mapped IPv6 address.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
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

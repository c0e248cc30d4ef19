import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is one of the public internet: no loopback, private, link-local, unique-local, multicast,
 * reserved or translated address, also not in the guise of an IPv4-mapped IPv6 address.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

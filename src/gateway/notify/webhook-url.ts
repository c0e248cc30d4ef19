import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * Whether an IP address is public: not a loopback, private, link-local, unique-local, multicast, reserved or translated
 * address, also not as an IPv4-mapped IPv6 address.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

const MAX_CHARACTERS = 2_000;

/**
 * Checks a webhook's URL without a connection. `createWebhookAgent` checks the addresses of its name at each
 * connection.
 *
 * @param allowPrivate whether `http:` and private addresses are allowed.
 * @throws PortolanError `WebhookUrlRefused`.
 */
export function checkWebhookUrl(text: string, allowPrivate: boolean): URL {
  const refuse = (problem: string) => new PortolanError("WebhookUrlRefused", { host: hostOf(text), problem });
  const url = text.length <= MAX_CHARACTERS ? URL.parse(text) : null;
  if (url === null) throw refuse(`it is not a URL of at most ${MAX_CHARACTERS} characters`);
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) throw refuse("it is not https");
  if (url.username !== "" || url.password !== "") throw refuse("it carries a user name or password");
  if (!allowPrivate && isPrivateLiteral(url)) throw refuse("it is not an address of the public internet");
  return url;
}

/** Whether the host is a private IP address. The agent checks only the addresses of names. */
export function isPrivateLiteral(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && !isPublicAddress(host);
}

/** Extracts the host for errors, because the rest of a URL may contain a secret. */
function hostOf(text: string): string {
  return URL.parse(text.slice(0, MAX_CHARACTERS))?.host ?? "given";
}

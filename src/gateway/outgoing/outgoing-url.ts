import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

const MAX_CHARACTERS = 2_000;

/**
 * Checks a URL that others chose, without a connection. `createOutgoingAgent` checks the addresses of its name at each
 * connection.
 *
 * @param allowPrivate whether `http:` and private addresses are allowed.
 * @returns the URL, or why it is refused.
 */
export function readOutgoingUrl(text: string, allowPrivate: boolean): URL | { readonly problem: string } {
  const url = text.length <= MAX_CHARACTERS ? URL.parse(text) : null;
  if (url === null) return { problem: `it is not a URL of at most ${MAX_CHARACTERS} characters` };
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) return { problem: "it is not https" };
  if (url.username !== "" || url.password !== "") return { problem: "it carries a user name or password" };
  if (!allowPrivate && isPrivateLiteral(url)) return { problem: "it is not an address of the public internet" };
  return url;
}

/** Whether the host is a private IP address. The agent checks only the addresses of names. */
function isPrivateLiteral(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && !isPublicAddress(host);
}

/** Extracts the host for errors, because the rest of a URL may contain a secret. */
export function hostOf(text: string): string {
  return URL.parse(text.slice(0, MAX_CHARACTERS))?.host ?? "given";
}

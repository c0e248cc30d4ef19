import { isIP } from "node:net";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request with `hostHeader` may be answered by a node that listens on `boundHost`.
 *
 * A web page can make a name of its server resolve to 127.0.0.1 and then call a local port (DNS rebinding). Only the
 * Host header reveals this. A node on a loopback address therefore answers only to loopback names. The names of other
 * nodes are unknown, so they answer to all.
 */
export function isOwnHost(hostHeader: string | undefined, boundHost: string): boolean {
  if (!isLoopback(boundHost)) return true;
  if (hostHeader === undefined) return false;
  const name = hostHeader.replace(/:\d+$/, "").toLowerCase();
  return LOOPBACK.has(name) || name === boundHost.toLowerCase();
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

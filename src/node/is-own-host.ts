import { isIP } from "node:net";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request that names `hostHeader` is meant for a node that listens on `boundHost`.
 *
 * A web page can make a name of its own resolve to 127.0.0.1 and then talk to a local port as to its own
 * server (DNS rebinding); only the Host header gives it away. A node on a loopback address therefore
 * answers only to the names of loopback. One that listens for others has names that we cannot know.
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

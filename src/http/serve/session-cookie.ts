import type { IncomingMessage } from "node:http";

const NAME = "portolan-session";

/** Browsers keep a cookie of up to 4,096 bytes, its name and attributes included (RFC 6265, 6.1). */
export const LONGEST_SESSION = 3_800;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * The credential of a browser's session. Scripts cannot read the cookie, so that the console keeps no secret; and it
 * counts only for requests that pages of this very server make (Fetch Metadata, `Sec-Fetch-Site`), so that no other
 * site can act with it.
 */
export function readSession(request: IncomingMessage): string | undefined {
  if (request.headers["sec-fetch-site"] !== "same-origin") return undefined;
  const field = request.headers.cookie;
  if (field === undefined) return undefined;
  for (const pair of field.split("; ")) {
    if (pair.startsWith(`${NAME}=`)) return pair.slice(NAME.length + 1);
  }
  return undefined;
}

/** The `Set-Cookie` that begins a session: it ends with the browser's. @param credential without blanks or `;`. */
export function beginSession(request: { header(name: string): string | undefined }, credential: string): string {
  return `${NAME}=${credential}; ${attributes(request)}`;
}

export function endSession(request: { header(name: string): string | undefined }): string {
  return `${NAME}=; ${attributes(request)}; Max-Age=0`;
}

/** Over plain HTTP a credential goes to this machine alone. */
function attributes(request: { header(name: string): string | undefined }): string {
  const secure = LOOPBACK.test(request.header("host") ?? "") ? "" : "; Secure";
  return `Path=/; HttpOnly; SameSite=Strict${secure}`;
}

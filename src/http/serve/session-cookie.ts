import type { IncomingMessage } from "node:http";

const NAME = "portolan-session";

/** Characters. Browsers store a cookie of at most 4,096 bytes, including its name and attributes (RFC 6265, 6.1). */
export const MAX_SESSION_CHARACTERS = 3_800;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * Reads the credential of a browser's session. Scripts cannot read the cookie, so that the console holds no secret.
 * The cookie is valid only in requests from pages of this server (Fetch Metadata, `Sec-Fetch-Site`), so that no
 * other site can use it.
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

/** Makes the `Set-Cookie` field of a session that ends with the browser. @param credential without blanks or `;`. */
export function beginSession(request: { header(name: string): string | undefined }, credential: string): string {
  return `${NAME}=${credential}; ${attributes(request)}`;
}

export function endSession(request: { header(name: string): string | undefined }): string {
  return `${NAME}=; ${attributes(request)}; Max-Age=0`;
}

/**
 * Omits `Secure` only for a loopback host, so that the browser sends the credential over plain HTTP only to this
 * machine.
 */
function attributes(request: { header(name: string): string | undefined }): string {
  const secure = LOOPBACK.test(request.header("host") ?? "") ? "" : "; Secure";
  return `Path=/; HttpOnly; SameSite=Strict${secure}`;
}

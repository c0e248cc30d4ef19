import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply, Route } from "./route.ts";

/** Seconds for which a browser keeps the answer to a preflight request. */
const KEPT = 600;

/** Header fields of answers beyond those that the routes describe. */
const OF_EVERY_ANSWER = ["X-Request-Id", "Retry-After", "WWW-Authenticate", "Allow"];

/**
 * Lets pages of other origins call the API (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol). The pages send a
 * credential in a header field. They never use the session cookie, because the answers do not allow credentials and the
 * cookie is valid only in requests of this server's own pages.
 *
 * @param origins as browsers write them; none disables CORS.
 * @returns a function that adds the header fields to an answer, and returns the whole answer to a preflight request.
 */
export function allowOrigins(origins: readonly string[], routes: readonly Route[]) {
  const allowed = new Set(origins);
  const methods = ["HEAD", ...new Set(routes.map(({ method }) => method.toUpperCase()))].join(", ");
  const described = routes.flatMap(({ dialect, replies }) => [dialect, ...Object.values(replies)]);
  const named = described.flatMap(({ headers = {} }) => Object.keys(headers));
  const exposed = [...new Set([...OF_EVERY_ANSWER, ...named])].join(", ");

  return ({ method, headers }: IncomingMessage, response: ServerResponse): Reply | undefined => {
    const { origin } = headers;
    if (origin === undefined || !allowed.has(origin)) return undefined;
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Expose-Headers", exposed);
    if (method !== "OPTIONS" || headers["access-control-request-method"] === undefined) return undefined;
    return {
      status: 204,
      headers: {
        "Access-Control-Allow-Methods": methods,
        // The origin decides. A list of names would exclude the fields that libraries add, such as `traceparent`.
        "Access-Control-Allow-Headers": String(headers["access-control-request-headers"] ?? ""),
        "Access-Control-Max-Age": String(KEPT),
      },
    };
  };
}

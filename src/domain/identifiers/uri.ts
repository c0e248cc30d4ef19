import type { Identifier } from "./canonical-identifier.ts";

const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[!#$&-;=?-[\]_a-z~]|%[0-9A-Fa-f]{2})+$/;
const NAME_IN_NAMESPACE = /^[A-Za-z0-9][A-Za-z0-9-]{1,31}:./;

/**
 * Any other absolute URI (RFC 3986), normalised where equal URIs may differ: scheme and host in lower case,
 * percent-encodings in upper case, a URN's namespace in lower case (RFC 8141, 3.1).
 *
 * @returns `undefined` for any other text.
 */
export function uriIdentifier(text: string): Identifier | undefined {
  if (!ABSOLUTE_URI.test(text)) return undefined;
  const [scheme, rest] = splitAtColon(text);
  const uri = normalise(scheme, rest.replace(/%../g, normaliseEncoding));
  return uri === undefined ? undefined : { uri, scheme: "uri", names: "unit" };
}

function normalise(scheme: string, rest: string): string | undefined {
  if (scheme === "http" || scheme === "https") return URL.parse(`${scheme}:${rest}`)?.href;
  if (scheme !== "urn") return `${scheme}:${rest}`;
  if (!NAME_IN_NAMESPACE.test(rest)) return undefined;
  const [namespace, name] = splitAtColon(rest);
  // The letters of a UUID may have either case (RFC 9562, 4).
  return `urn:${namespace}:${namespace === "uuid" ? name.toLowerCase() : name}`;
}

/** Decodes unreserved characters, and writes other encodings in upper case (RFC 3986, 6.2.2). */
function normaliseEncoding(encoding: string): string {
  const character = String.fromCharCode(Number.parseInt(encoding.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : encoding.toUpperCase();
}

/** The part before the first colon, in lower case, and the part after it. */
function splitAtColon(text: string): [string, string] {
  const colon = text.indexOf(":");
  return [text.slice(0, colon).toLowerCase(), text.slice(colon + 1)];
}

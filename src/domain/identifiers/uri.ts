import type { Identifier } from "./canonical-identifier.ts";

const ABSOLUTE_URI = /^([A-Za-z][A-Za-z0-9+.-]*):([!#-;=?-[\]_a-z~]+)$/;

/**
 * Any other absolute URI (RFC 3986), with what its own rules call equal made equal: scheme and host in lower case,
 * percent-encodings in upper case, a URN's namespace in lower case (RFC 8141, 3.1).
 *
 * @returns `undefined` for anything else.
 */
export function uriIdentifier(text: string): Identifier | undefined {
  const [, scheme, rest] = ABSOLUTE_URI.exec(text) ?? [];
  if (scheme === undefined || rest === undefined || /%(?![0-9A-Fa-f]{2})/.test(rest)) return undefined;
  const uri = normalise(
    scheme.toLowerCase(),
    rest.replace(/%../g, (encoding) => encoding.toUpperCase()),
  );
  return uri === undefined ? undefined : { uri, scheme: "uri", names: "unit" };
}

function normalise(scheme: string, rest: string): string | undefined {
  if (scheme === "http" || scheme === "https") return URL.parse(`${scheme}:${rest}`)?.href;
  if (scheme !== "urn") return `${scheme}:${rest}`;
  const [, namespace, name] = /^([A-Za-z0-9][A-Za-z0-9-]{1,31}):(.+)$/.exec(rest) ?? [];
  if (namespace === undefined || name === undefined) return undefined;
  // Letters of a UUID have no case (RFC 9562, 4).
  return /^uuid$/i.test(namespace) ? `urn:uuid:${name.toLowerCase()}` : `urn:${namespace.toLowerCase()}:${name}`;
}

import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { uriIdentifier } from "../../domain/identifiers/uri.ts";
import { parseIdentifier, type IdentifierRole } from "../../domain/identifiers/identifier.ts";

/** The canonical URI of an identifier in any of its forms; any other text unchanged. */
export function canonicalUri(text: string, role?: IdentifierRole): string {
  try {
    return parseIdentifier(text, role).uri;
  } catch (error) {
    if (PortolanError.is(error)) return text;
    throw error;
  }
}

/** The canonical form of an eventID, which is a URI of any scheme and never a GS1 key; any other text unchanged. */
export function canonicalEventId(text: string): string {
  const uri = uriIdentifier(text)?.uri ?? text;
  return HASH_ID.test(uri) ? uri.replace(HASH_ID, (digest) => digest.toLowerCase()) : uri;
}

/** The digest of an event hash id (CBV 2.0, 8.9), whose hexadecimal digits may have either case. */
const HASH_ID = /^ni:\/\/\/sha-256;[0-9a-f]{64}/i;

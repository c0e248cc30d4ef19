import { hash } from "node:crypto";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** The value of the header `Content-Digest` of a body (RFC 9530), with SHA-256 as its only algorithm. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${hash("sha256", body, "base64")}:`;
}

/**
 * Checks a body before it is read. Accepts only the text of {@link contentDigest}: any other form of the field, also an
 * equivalent one, is refused, so that nothing has to parse it.
 *
 * @throws ContentDigestMismatch
 */
export function requireContentDigest(header: string | undefined, body: Uint8Array): void {
  if (header !== contentDigest(body)) throw new PortolanError("ContentDigestMismatch", {});
}

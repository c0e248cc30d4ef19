import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * What an API key looks like to its holder: `ptl_<id>_<secret>`. The id (8 bytes, hexadecimal) finds it, the secret
 * (32 bytes, base64url) proves it. The prefix lets scanners for leaked secrets recognise it.
 */
export interface ApiKeyToken {
  readonly id: string;
  readonly secret: string;
}

const FORM = /^ptl_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

export function createApiKeyToken(): ApiKeyToken {
  return { id: randomBytes(8).toString("hex"), secret: randomBytes(32).toString("base64url") };
}

export function formatApiKeyToken({ id, secret }: ApiKeyToken): string {
  return `ptl_${id}_${secret}`;
}

/** The parts of an API key, or `undefined` when the text is none. */
export function parseApiKeyToken(text: string): ApiKeyToken | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** SHA-256 in hexadecimal. A secret of 256 random bits needs no salt and no slow hash: it cannot be guessed. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}

/** Compares in a time that does not depend on the secret. */
export function isSecret(secret: string, secretHash: string): boolean {
  return timingSafeEqual(hash("sha256", secret, "buffer"), Buffer.from(secretHash, "hex"));
}

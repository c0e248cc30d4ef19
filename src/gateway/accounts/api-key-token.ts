import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Token of an API key: `ptl_<id>_<secret>`. The id (8 bytes, hexadecimal) identifies the key; the secret (32 bytes,
 * base64url) authenticates its holder. Scanners for leaked secrets recognise the prefix.
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

/** Parses the token of an API key; `undefined` for any other text. */
export function parseApiKeyToken(text: string): ApiKeyToken | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Computes SHA-256 in hexadecimal. A random secret of 256 bits needs neither a salt nor a slow hash. */
export function hashSecret(secret: string): string {
  return hash("sha256", secret, "hex");
}

/** Compares a secret with a stored hash in constant time. */
export function isSecret(secret: string, secretHash: string): boolean {
  return timingSafeEqual(hash("sha256", secret, "buffer"), Buffer.from(secretHash, "hex"));
}

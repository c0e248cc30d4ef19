import { hash } from "node:crypto";

/**
 * SHA-256 (FIPS 180-4), as hexadecimal or base64url text.
 *
 * @param data A string is hashed in UTF-8.
 */
export function sha256(data: string | Uint8Array, encoding: "hex" | "base64url"): string {
  return hash("sha256", data, encoding);
}

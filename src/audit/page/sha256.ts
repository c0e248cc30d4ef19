import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Computes SHA-256 in JavaScript, because a browser lacks `node:crypto`. */
export function sha256(data: string | Uint8Array, encoding: "hex" | "base64url"): string {
  const bytes = digest(typeof data === "string" ? utf8ToBytes(data) : data);
  if (encoding === "hex") return bytesToHex(bytes);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/={1,2}$/, "");
}

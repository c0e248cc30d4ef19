import { createHash } from "node:crypto";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Context } from "./context.ts";
import { preHash } from "./pre-hash/pre-hash.ts";

/**
 * Computes the event hash id (CBV 2.0, 8.9): SHA-256 of the pre-hash string as a named information URI (RFC 6920). All
 * notations of one event have the same id; different events have different ids.
 *
 * @returns `ni:///sha-256;` with 64 lower-case hexadecimal digits, and `?ver=CBV2.0`.
 */
export function eventHashId(event: JsonObject, context: Context): string {
  return `ni:///sha-256;${createHash("sha256").update(preHash(event, context)).digest("hex")}?ver=CBV2.0`;
}

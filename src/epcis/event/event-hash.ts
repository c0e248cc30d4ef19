import { createHash } from "node:crypto";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Context } from "./context.ts";
import { preHash } from "./pre-hash.ts";

/**
 * The event hash id (CBV 2.0, 8.9): the same for every notation of the same event, another for any other event, so that
 * whoever has the event can tell its id. SHA-256 of the pre-hash string as a named information URI (RFC 6920).
 */
export function eventHashId(event: JsonObject, context: Context): string {
  return `ni:///sha-256;${createHash("sha256").update(preHash(event, context)).digest("hex")}?ver=CBV2.0`;
}

import { hash } from "node:crypto";
import type { EntryHash } from "../../domain/entry.ts";

/**
 * The entity tag of an answer about a shipment: its head, and a digest of the representation. The head alone would not
 * do, because the answer also depends on who asks, on erased payloads and on the units that the shipment travels in.
 * It is weak (RFC 9110, 8.8.1) because the block up to which the chain was followed moves without changing what is
 * said of the shipment.
 *
 * @param representation what is said, without what changes by itself.
 */
export function entityTag(head: EntryHash, representation: string): string {
  return `W/"${head}.${hash("sha256", representation, "base64url").slice(0, 22)}"`;
}

/** Whether an `If-None-Match` field names the tag, by the weak comparison that RFC 9110, 13.1.2 wants. */
export function matchesEntityTag(field: string | undefined, tag: string): boolean {
  if (field === undefined) return false;
  if (field.trim() === "*") return true;
  const opaque = tag.slice(2);
  return field.split(",").some((given) => given.trim().replace(/^W\//, "") === opaque);
}

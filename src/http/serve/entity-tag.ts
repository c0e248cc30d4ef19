import { hash } from "node:crypto";
import type { EntryHash } from "../../domain/entry.ts";

/**
 * Makes the entity tag of an answer about a shipment from the shipment's head and a digest of the representation.
 * The head does not suffice: the answer also depends on the caller, on erased payloads and on the units around the
 * shipment. The tag is weak (RFC 9110, 8.8.1), because the last applied block changes while the shipment does not.
 *
 * @param representation JSON text of the answer, without members such as the last applied block.
 */
export function entityTag(head: EntryHash, representation: string): string {
  return `W/"${head}.${hash("sha256", representation, "base64url").slice(0, 22)}"`;
}

/** Whether an `If-None-Match` field contains the tag, by the weak comparison of RFC 9110, 13.1.2. */
export function matchesEntityTag(field: string | undefined, tag: string): boolean {
  if (field === undefined) return false;
  if (field.trim() === "*") return true;
  const opaque = tag.slice(2);
  return field.split(",").some((given) => given.trim().replace(/^W\//, "") === opaque);
}

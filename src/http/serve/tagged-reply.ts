import type { EntryHash } from "../../domain/entry.ts";
import { entityTag, matchesEntityTag } from "./entity-tag.ts";

/** How routes describe the tag, and the answer that nothing has changed. */
export const ETAG = { ETag: "The shipment's head, and a digest of what is said of it." } as const;
export const UNCHANGED = {
  description: "Nothing has changed since the answer with this ETag.",
  headers: ETAG,
} as const;

/**
 * An answer about a shipment with its entity tag, or 304 when the client has it already.
 *
 * @param said what the tag stands for.
 * @param aside members that change without the tag changing; they come first in the body.
 */
export function taggedReply<Said extends object, Aside extends object>(
  head: EntryHash,
  said: Said,
  aside: Aside,
  ifNoneMatch: string | undefined,
): TaggedReply<Said & Aside> {
  const json = JSON.stringify(said);
  const headers = { ETag: entityTag(head, json) };
  if (matchesEntityTag(ifNoneMatch, headers.ETag)) return { status: 304, empty: true, headers };
  const first = JSON.stringify(aside).slice(0, -1);
  const encoded = first === "{" ? json : `${first},${json.slice(1)}`;
  return { status: 200, encoded: encoded as Encoded<Said & Aside>, headers };
}

declare const SAYS: unique symbol;

/** JSON text of a value of this type. */
export type Encoded<Value> = string & { readonly [SAYS]: Value };

type TaggedReply<Value> =
  | { readonly status: 200; readonly encoded: Encoded<Value>; readonly headers: { readonly ETag: string } }
  | { readonly status: 304; readonly empty: true; readonly headers: { readonly ETag: string } };

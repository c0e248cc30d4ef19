import type { EntryHash } from "../../domain/entry.ts";
import { entityTag, matchesEntityTag } from "./entity-tag.ts";

/** Descriptions of the entity tag and of the answer 304. */
export const ETAG = { ETag: "The shipment's head and a digest of the answer." } as const;
export const UNCHANGED = {
  description: "The answer is unchanged since the one with this ETag.",
  headers: ETAG,
} as const;

/**
 * Answers with a shipment's data and their entity tag, or with 304 if the client has them already.
 *
 * @param tagged members that determine the tag.
 * @param untagged members that do not; they come first in the body.
 */
export function taggedReply<Tagged extends object, Untagged extends object>(
  head: EntryHash,
  tagged: Tagged,
  untagged: Untagged,
  ifNoneMatch: string | undefined,
): TaggedReply<Tagged & Untagged> {
  const json = JSON.stringify(tagged);
  const headers = { ETag: entityTag(head, json) };
  if (matchesEntityTag(ifNoneMatch, headers.ETag)) return { status: 304, empty: true, headers };
  const first = JSON.stringify(untagged).slice(0, -1);
  const encoded = first === "{" ? json : `${first},${json.slice(1)}`;
  return { status: 200, encoded: encoded as Encoded<Tagged & Untagged>, headers };
}

declare const VALUE: unique symbol;

/** JSON text of a value of this type. */
export type Encoded<Value> = string & { readonly [VALUE]: Value };

type TaggedReply<Value> =
  | { readonly status: 200; readonly encoded: Encoded<Value>; readonly headers: { readonly ETag: string } }
  | { readonly status: 304; readonly empty: true; readonly headers: { readonly ETag: string } };

import { hash } from "node:crypto";
import { canonicalJson } from "../encoding/canonical-json.ts";
import { hexOf } from "../encoding/hex.ts";
import type { Bytes32, EntryHash, ParticipantId } from "../entry.ts";
import type { Purpose } from "./purpose.ts";

/** What an authority states about its reads. What it does not state is null. */
export interface AccessContext {
  readonly purpose: Purpose | null;
  /** Short text or citation. */
  readonly basis: string | null;
  /** Opaque reference, by which the authority finds the officer. */
  readonly officer: string | null;
  readonly onBehalfOf: ParticipantId | null;
}

export const NOT_STATED: AccessContext = { purpose: null, basis: null, officer: null, onBehalfOf: null };

/** Most entries that one record names. */
export const NAMED_ENTRIES = 200;

/** One answer that showed payloads, or parts of them, to an authority. */
export interface AccessRecord extends AccessContext {
  readonly reader: ParticipantId;
  /** 1, 2, 3 … for each reader, without a gap. */
  readonly number: number;
  /** Unix seconds. */
  readonly time: number;
  /** The operation of the API that gave the answer, or `webhook` or `subscription`. */
  readonly way: string;
  /** Entries whose payloads were shown, at most {@link NAMED_ENTRIES}. */
  readonly entries: readonly EntryHash[];
  /** The number of all these entries. */
  readonly count: number;
  /** SHA-256 of the answer's body as sent. */
  readonly digest: Bytes32;
  /** Leaf of the reader's record before; the zero hash for the first. */
  readonly previous: Bytes32;
}

/** The SHA-256 of a record's canonical JSON (RFC 8785), which is its leaf in the tree of an anchor. */
export function leafOf(record: AccessRecord): Bytes32 {
  const { reader, number, time, way, entries, count, digest, previous, purpose, basis, officer, onBehalfOf } = record;
  const members = { reader, number, time, way, entries, count, digest, previous, purpose, basis, officer, onBehalfOf };
  return hexOf(hash("sha256", canonicalJson(members), "buffer"));
}

/** The text to which the act `Anchor` of a range of records commits. */
export const anchorNote = (first: number, last: number, root: Bytes32): string =>
  `Access records ${first} to ${last}, root ${root}`;

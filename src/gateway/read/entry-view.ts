import type { Bytes32, EntryHash, Hex, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/kind.ts";
import type { Summary } from "../../domain/summary.ts";
import type { ParticipantReference } from "./participant-reference.ts";

/** Whether the gateway has an entry's payload; `withheld` from callers that read ledger facts only. */
export type PayloadState = "known" | "erased" | "unknown" | "withheld";

/** A recorded entry. */
export interface EntryView {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  /** From 1, without gaps, within the shipment. */
  readonly sequence: number;
  readonly previous: EntryHash;
  readonly kind: Kind;
  readonly author: ParticipantReference | null;
  readonly counterparty: ParticipantReference | null;
  readonly refersTo: Bytes32 | null;
  /** Unix seconds, as the author says. */
  readonly occurredAt: number;
  /** Unix seconds: the time of its block. */
  readonly recordedAt: number;
  readonly commitment: Bytes32;
  readonly signature: Hex;
  readonly block: number;
  readonly transaction: Bytes32;
  /** Its place in the order of all entries; what the feed counts in. */
  readonly position: number;
  readonly payload: PayloadState;
  /** What the payload says in short; `null` unless it is known. */
  readonly summary: Summary | null;
}

/** A recorded entry with its payload. */
export interface EntryDetail extends EntryView {
  /** The payload; `null` unless it is known. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Unix seconds; `null` unless it was erased. */
  readonly erasedAt: number | null;
  /** The entry of the same author that corrected this one. */
  readonly supersededBy: EntryHash | null;
}

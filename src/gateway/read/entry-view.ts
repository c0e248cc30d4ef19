import { ZERO_BYTES32, type Bytes32, type EntryHash, type Hex, type ShipmentId } from "../../domain/entry.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { kindOf, type Kind } from "../../domain/rules/kind.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import type { EntryRecord } from "../../store/chain/entries.ts";
import { referenceTo, type ParticipantReference } from "./participant-reference.ts";
import { payloadState, type PayloadState } from "./payload-state.ts";
import type { Reading } from "./reading.ts";

/** A recorded entry. */
export interface EntryView {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  /** Canonical URI of the shipment's business identifier; `null` where the caller does not read it. */
  readonly identifier: string | null;
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
  /** Its place in the order of all entries, which the feed counts in. */
  readonly position: number;
  readonly payload: PayloadState;
  /** What the payload says in short; `null` unless it is known. */
  readonly summary: Summary | null;
}

/** A stored entry as answers show it. */
export function viewEntry({ directory }: Reading, record: EntryRecord): EntryView {
  const { entry } = record;
  const payload = payloadState(record);
  return {
    hash: record.hash,
    shipment: entry.shipment,
    identifier: record.identifier,
    sequence: record.sequence,
    previous: entry.previous,
    kind: kindOf(entry.kind),
    author: referenceTo(directory, entry.author),
    counterparty: referenceTo(directory, entry.counterparty),
    refersTo: entry.refersTo === ZERO_BYTES32 ? null : entry.refersTo,
    occurredAt: entry.occurredAt,
    recordedAt: record.recordedAt,
    commitment: entry.commitment,
    signature: record.signature,
    block: record.block,
    transaction: record.transactionHash,
    position: record.position,
    payload,
    summary: payload === "known" && record.summary !== null ? fromJsonText(record.summary) : null,
  };
}

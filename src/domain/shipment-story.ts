import type { Disclosure } from "./payload/disclosure.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId, SignedEntry } from "./entry.ts";

/** The recorded history of a shipment from a gateway's store, not yet proved. */
export interface ShipmentStory {
  readonly shipment: ShipmentId;
  /** The block whose state the history shows. */
  readonly block: { readonly number: number; readonly hash: Bytes32 };
  /** The identifiers of blinded ids: first of the shipment, then of the units around it. */
  readonly identities: readonly {
    readonly shipment: ShipmentId;
    readonly identifier: string;
    readonly blind: Bytes32;
  }[];
  /** All participants that the entries name, by number. */
  readonly participants: readonly { readonly id: ParticipantId; readonly name: string }[];
  /** The entries of the shipment, and of the units that contained it at the time, in chain order. */
  readonly entries: readonly StoryEntry[];
}

export interface StoryEntry extends SignedEntry {
  readonly hash: EntryHash;
  /** From `positionOf`. */
  readonly position: number;
  readonly block: number;
  readonly transactionHash: Bytes32;
  readonly payload: StoryPayload;
}

/** The disclosed part of a payload, or the reason why it is missing. */
export type StoryPayload =
  | { readonly state: "disclosed"; readonly disclosure: Disclosure }
  | { readonly state: "erased"; readonly erasedAt: number }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };

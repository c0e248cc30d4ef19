import type { Disclosure } from "./payload/disclosure.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId, SignedEntry } from "./entry.ts";

/** The recorded history of a shipment from the store of a gateway, before any of it is proved. */
export interface ShipmentStory {
  readonly shipment: ShipmentId;
  /** The block whose state the history shows. */
  readonly checkpoint: { readonly number: number; readonly hash: Bytes32 };
  /** The identifiers behind blinded ids: of the shipment first, then of the units around it. */
  readonly identities: readonly {
    readonly shipment: ShipmentId;
    readonly identifier: string;
    readonly blind: Bytes32;
  }[];
  /** All participants that the entries name, by number. */
  readonly participants: readonly { readonly id: ParticipantId; readonly name: string }[];
  /** The entries of the shipment, and of units while it was inside them, in the order of the chain. */
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

/** The disclosed part of a payload, or why there is none. */
export type StoryPayload =
  | { readonly state: "disclosed"; readonly disclosure: Disclosure }
  | { readonly state: "erased"; readonly erasedAt: number }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };

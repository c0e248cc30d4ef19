import type { Disclosure } from "./payload/disclosure.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId, SignedEntry } from "./entry.ts";

/** The recorded history of a shipment as its keeper knows it, before anything of it is proved. */
export interface ShipmentStory {
  readonly shipment: ShipmentId;
  /** The block as at which it is told. */
  readonly checkpoint: { readonly number: number; readonly hash: Bytes32 };
  /** What stands behind blinded ids, of the shipment first and of units around it. */
  readonly identities: readonly {
    readonly shipment: ShipmentId;
    readonly identifier: string;
    readonly blind: Bytes32;
  }[];
  /** All who are named in entries, by number. */
  readonly participants: readonly { readonly id: ParticipantId; readonly name: string }[];
  /** Of the shipment, and of units while it travelled in them, in the order of the chain. */
  readonly entries: readonly StoryEntry[];
}

export interface StoryEntry extends SignedEntry {
  readonly hash: EntryHash;
  /** See src/domain/position.ts. */
  readonly position: number;
  readonly block: number;
  readonly transactionHash: Bytes32;
  readonly payload: StoryPayload;
}

/** A payload, as much of it as is told. */
export type StoryPayload =
  | { readonly state: "disclosed"; readonly disclosure: Disclosure }
  | { readonly state: "erased"; readonly erasedAt: number }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };

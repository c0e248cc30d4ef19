import type { MatterId, SignedAct } from "./cooperation/act.ts";
import type { Bytes32, EntryHash, ParticipantId } from "./entry.ts";
import type { Disclosure } from "./payload/disclosure.ts";

/** The recorded history of a matter, and of the agreement under it, from a gateway's store, not yet proved. */
export interface MatterStory {
  readonly matter: MatterId;
  /** The block whose state the history shows. */
  readonly block: { readonly number: number; readonly hash: Bytes32 };
  /** All participants that the acts name, by number. */
  readonly participants: readonly { readonly id: ParticipantId; readonly name: string }[];
  /** All acts of the matter and of the agreement that it rests on, in chain order. */
  readonly acts: readonly StoryAct[];
}

export interface StoryAct extends SignedAct {
  readonly hash: EntryHash;
  /** From `positionOf`. */
  readonly position: number;
  readonly block: number;
  readonly transactionHash: Bytes32;
  readonly record: StoryRecord;
}

/** The disclosed record of an act, or the reason why it is missing. */
export type StoryRecord =
  | { readonly state: "disclosed"; readonly disclosure: Disclosure }
  /** The act repeats the digest of an earlier one. */
  | { readonly state: "repeated" }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };

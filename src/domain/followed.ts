import type { Bytes32, EntryHash, ParticipantId, ShipmentId, SignedEntry } from "./entry.ts";
import type { CaseState, ShipmentState } from "./rules/ledger-state.ts";
import type { Failure } from "./submission.ts";

/** Where and when the chain recorded or refused something. */
export interface Placement {
  /** See src/domain/position.ts. */
  readonly position: number;
  readonly block: number;
  /** The block's time, Unix seconds. */
  readonly recordedAt: number;
  readonly transactionHash: Bytes32;
}

/** An entry that the chain holds. */
export interface FollowedEntry extends SignedEntry, Placement {
  readonly hash: EntryHash;
  readonly sequence: number;
}

/** An entry that the chain says was refused. Its author is what it claims. */
export interface FollowedRefusal extends Placement {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  readonly kind: number;
  readonly author: ParticipantId;
  readonly failure: Failure;
}

/** A shipment as followed: the contract's record, and when it began and changed. */
export interface FollowedShipment extends ShipmentState {
  /** `occurredAt` of its first entry. */
  readonly beganAt: number;
  /** `recordedAt` and position of its last entry. */
  readonly updatedAt: number;
  readonly updatedPosition: number;
}

/** A case as followed: the contract's record, and its times (0: not yet). */
export interface FollowedCase extends CaseState {
  readonly openedAt: number;
  readonly notifiedAt: number;
  readonly closedAt: number;
}

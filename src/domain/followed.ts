import type { SignedAct } from "./cooperation/act.ts";
import type { MatterRecord } from "./cooperation/cooperation-state.ts";
import type { Bytes32, EntryHash, SignedEntry } from "./entry.ts";
import type { CaseState, ShipmentState } from "./rules/ledger-state.ts";
import type { Failure } from "./errors/failure.ts";

/** The place and time at which the chain recorded or refused an entry. */
export interface Placement {
  /** From `positionOf`. */
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

/** An entry that the chain reports as refused. Nothing proves its author. */
export interface FollowedRefusal extends SignedEntry, Placement {
  readonly hash: EntryHash;
  readonly failure: Failure;
}

/** A shipment in the followed state: the contract's record, and the times of its first and last entry. */
export interface FollowedShipment extends ShipmentState {
  /** `occurredAt` of its first entry. */
  readonly beganAt: number;
  /** `recordedAt` and position of its last entry. */
  readonly updatedAt: number;
  readonly updatedPosition: number;
}

/** A case in the followed state: the contract's record, and its times in Unix seconds (0 before the event). */
export interface FollowedCase extends CaseState {
  readonly openedAt: number;
  readonly closedAt: number;
}

/** An act that the chain holds. */
export interface FollowedAct extends SignedAct, Placement {
  readonly hash: EntryHash;
  readonly sequence: number;
}

/** An act that the chain reports as refused. Nothing proves its author. */
export interface FollowedActRefusal extends SignedAct, Placement {
  readonly hash: EntryHash;
  readonly failure: Failure;
}

/** A matter in the followed state: the contract's record, and the times of its first and last act. */
export interface FollowedMatter extends MatterRecord {
  /** `recordedAt` of its first act. */
  readonly openedAt: number;
  /** `recordedAt` and position of its last act. */
  readonly updatedAt: number;
  readonly updatedPosition: number;
}

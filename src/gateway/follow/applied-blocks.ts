import type { FollowedEntry, FollowedRefusal } from "../../domain/followed.ts";
import type { Settlement } from "../../store/outbox/settle-submissions.ts";

/** Where the store stands after a step of the follower. */
interface Reached {
  /** Number of the last block in the store. */
  readonly block: number;
  /** The last position that this block can hold. */
  readonly toPosition: number;
}

/** This gateway followed blocks: everything that they changed, in chain order. */
export interface FollowedBlocks extends Reached, Settlement {
  readonly change: "followed";
  readonly entries: readonly FollowedEntry[];
  readonly refusals: readonly FollowedRefusal[];
}

/**
 * The store moved in a way that is not described: blocks were undone, another gateway followed them, or the answer to a
 * commit was lost. A listener reads again what it needs.
 */
export interface MovedCheckpoint extends Reached {
  readonly change: "moved";
}

/** The result of one step of the follower. Listeners get it after the commit. */
export type AppliedBlocks = FollowedBlocks | MovedCheckpoint;

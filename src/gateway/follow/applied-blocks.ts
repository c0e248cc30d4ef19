import type { FollowedEntry, FollowedRefusal } from "../../domain/followed.ts";
import type { Settlement } from "../../store/outbox/settle-submissions.ts";

/** The last block in the store after a step of the follower. */
interface Reached {
  /** Number of the last block in the store. */
  readonly block: number;
  /** The largest possible position of an entry in this block. */
  readonly toPosition: number;
}

/** Blocks that this gateway applied, with all their changes in the order of the chain. */
export interface FollowedBlocks extends Reached, Settlement {
  readonly change: "followed";
  readonly entries: readonly FollowedEntry[];
  readonly refusals: readonly FollowedRefusal[];
}

/**
 * A change of the store without details: blocks were undone, another gateway applied blocks, or the answer to a commit
 * was lost. Listeners must read the store again.
 */
export interface MovedCheckpoint extends Reached {
  readonly change: "moved";
}

/** The result of one step of the follower, which listeners receive after the commit. */
export type AppliedBlocks = FollowedBlocks | MovedCheckpoint;

import type { FollowedEntry, FollowedRefusal } from "../../domain/followed.ts";
import type { Settled } from "../../store/outbox/settle-submissions.ts";

/** What one step of the follower stored: told to listeners after the commit, in chain order. */
export interface Applied extends Settled {
  readonly entries: readonly FollowedEntry[];
  readonly refusals: readonly FollowedRefusal[];
  /** The last block that is now in the store, and the last position that it can hold. */
  readonly block: number;
  readonly toPosition: number;
  /** Blocks were undone, or stored unnoticed: what was told before may not hold any more, or not be all. */
  readonly rolledBack: boolean;
}

import { setTimeout as sleep } from "node:timers/promises";
import type { FollowerStatus } from "../../gateway/follow/follower.ts";

const POLL_MS = 20;

/**
 * Waits until the gateway has followed the whole chain. Before, participants of an earlier start would seem missing.
 *
 * @param block that it must have reached, where another gateway is ahead.
 * @throws the alarm that stops the gateway from following.
 */
export async function untilFollowed(follower: { readonly status: FollowerStatus }, block = 0): Promise<void> {
  for (;;) {
    const { state, alarm, block: reached } = follower.status;
    if (alarm !== null) throw alarm;
    if (state === "following" && reached >= block) return;
    await sleep(POLL_MS);
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import type { FollowerStatus } from "../../gateway/follow/follower.ts";

const LOOK_EVERY_MS = 20;

/**
 * Waits until the gateway has followed all that the chain holds: what an earlier start enrolled would look missing before.
 *
 * @throws the alarm that keeps the gateway from following.
 */
export async function untilFollowed(follower: { readonly status: FollowerStatus }): Promise<void> {
  for (;;) {
    const { state, alarm } = follower.status;
    if (alarm !== null) throw alarm;
    if (state === "following") return;
    await sleep(LOOK_EVERY_MS);
  }
}

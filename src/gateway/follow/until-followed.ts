import type { Follower } from "./follower.ts";

/** Waits until the follower has applied a block, which it looks for at once, or until the time is over. */
export async function untilFollowed(
  follower: Pick<Follower, "checkpoint" | "onApplied" | "lookSoon">,
  block: number,
  withinMs: number,
): Promise<void> {
  if (follower.checkpoint.block >= block) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stopListening = follower.onApplied((applied) => {
    if (applied.block >= block) resolve();
  });
  const timer = setTimeout(resolve, withinMs);
  follower.lookSoon();
  await promise;
  clearTimeout(timer);
  stopListening();
}

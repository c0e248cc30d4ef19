import type { ChangeHash } from "./directory-event.ts";
import type { FollowedChange } from "./followed-change.ts";

/** `pending` until a change takes effect, `stopped` when it never will. */
export type ChangeState = "pending" | "effective" | "stopped";

/**
 * The function that gives the state of each of a participant's changes.
 *
 * @param changes all changes of the participant.
 * @param time Unix seconds.
 */
export function changeStates(
  changes: readonly FollowedChange[],
  time: number,
): (change: FollowedChange) => ChangeState {
  const stopped = new Set<ChangeHash>();
  for (const { event } of changes) if (event.event === "MemberChangeStopped") stopped.add(event.change);
  return (followed) => {
    const { event } = followed;
    if (event.event !== "MemberChangeStopped" && stopped.has(event.change)) return "stopped";
    return effectOf(followed) > time ? "pending" : "effective";
  };
}

/** The Unix seconds at which a change takes effect. */
export function effectOf({ event, recordedAt }: FollowedChange): number {
  return "effectiveAt" in event ? event.effectiveAt : recordedAt;
}

import { ZERO_BYTES32 } from "../entry.ts";
import type { DirectoryEvent } from "./directory-event.ts";
import type { MemberRecord } from "./member-record.ts";

/**
 * The Unix seconds at which a publication or a recovery takes effect.
 *
 * @param time of the block, Unix seconds.
 * @param delay of the directory, seconds.
 */
export function effectiveAt(
  { head }: MemberRecord,
  event: (DirectoryEvent & { publication: unknown })["event"],
  time: number,
  delay: number,
): number {
  return event === "MemberPublished" && head === ZERO_BYTES32 ? time : time + delay;
}

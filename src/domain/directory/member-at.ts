import type { ParticipantId } from "../entry.ts";
import { Refusal } from "../rules/refusal.ts";
import type { FollowedChange } from "./followed-change.ts";
import { memberAfter } from "./member-after.ts";
import { blankRecord, type MemberRecord } from "./member-record.ts";
import { settleMember } from "./settle-member.ts";

/** A block at which a record is read. */
export interface ReadAt {
  readonly block: number;
  /** The block's time, Unix seconds. */
  readonly time: number;
}

/**
 * A participant's record in the directory at a block: its endpoint, its keys with their intervals, and the pending change.
 *
 * @param changes The participant's changes in the order of the chain, as the contract accepted them.
 * @throws the contract's error for changes that it would have refused.
 */
export function memberAt(
  participant: ParticipantId,
  changes: readonly FollowedChange[],
  { block, time }: ReadAt,
): MemberRecord {
  let member = blankRecord(participant);
  for (const { event, recordedAt, block: recordedIn } of changes) {
    if (recordedIn > block) break;
    const after = memberAfter(member, event, recordedAt);
    if (after instanceof Refusal) throw after.toError();
    member = after;
  }
  return settleMember(member, time);
}

import { type SuiteId, SUITE_IDS } from "../../domain/directory/hpke-suite.ts";
import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import { memberAt } from "../../domain/directory/member-at.ts";
import { intervalOf } from "../../domain/directory/member-record.ts";
import type { ParticipantId } from "../../domain/entry.ts";

/**
 * The strongest suite of the keys that a member had announced up to a block and that are valid now; `undefined` without
 * a key. A parcel sealed to a weaker one after the block was downgraded.
 *
 * @param time Unix seconds.
 */
export function requiredSuiteAt(
  member: ParticipantId,
  changes: readonly FollowedChange[],
  block: number,
  time: number,
): SuiteId | undefined {
  const record = memberAt(member, changes, { block, time });
  const valid = record.keys.filter((key) => {
    const { validFrom, validUntil } = intervalOf(record, key);
    return validFrom <= time && time < validUntil;
  });
  return SUITE_IDS.findLast((id) => valid.some(({ suite }) => suite === id));
}

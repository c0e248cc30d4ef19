import type { EntryDraft, PreparedDraft } from "../../api/entry.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { checkServedBy, checkTimesOf } from "../../domain/payload/check-times.ts";
import { checkMembers, type CheckedPayload } from "../../domain/payload/check-payload.ts";

/** A draft whose payload was checked: by {@link checkDraft}, or as a captured event. */
export interface CheckedDraft extends EntryDraft {
  readonly payload: CheckedPayload;
  /** Seed of the payload's commitment, if another entry has the same commitment. */
  readonly seed?: Bytes32;
}

/**
 * Checks the payload of a draft.
 *
 * @throws PortolanError the errors of `checkMembers`.
 */
export function checkDraft({ payload, ...draft }: EntryDraft): CheckedDraft {
  checkMembers(payload);
  return { ...draft, payload };
}

/**
 * Checks the payload of a draft that a client writes, also against the clock.
 *
 * @param now Unix seconds.
 * @throws PortolanError the errors of {@link checkDraft} and `PayloadTimeInFuture`.
 */
export function checkNewDraft(draft: EntryDraft, now: number): CheckedDraft {
  const checked = checkDraft(draft);
  // Without an own time, the entry has the event's, and the ledger's limit holds for it.
  if (draft.occurredAt === undefined) checkServedBy(checked.payload, now);
  else checkTimesOf(checked.payload, now);
  return checked;
}

/** A prepared entry that a client returned unchanged. The gateway signs an entry without signature. */
export interface ReturnedDraft extends PreparedDraft {
  /** The author's signature in an encoding of `SignedEntry`: 64, 65 or more bytes. */
  readonly signature?: Hex;
}

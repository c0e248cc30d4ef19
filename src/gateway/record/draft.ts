import type { EntryDraft, PreparedDraft } from "../../api/entry.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
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

/** A prepared entry that a client returned unchanged. The gateway signs an entry without signature. */
export interface ReturnedDraft extends PreparedDraft {
  /** The author's signature in an encoding of `SignedEntry`: 64, 65 or more bytes. */
  readonly signature?: Hex;
}

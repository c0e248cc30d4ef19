import type { EntryDraft, PreparedDraft } from "../../api/entry.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { checkMembers, type CheckedPayload } from "../../domain/payload/check-payload.ts";

/** A draft whose payload was checked: by {@link checkDraft}, or as a captured event. */
export interface CheckedDraft extends EntryDraft {
  readonly payload: CheckedPayload;
  /** Seed of the payload's commitment, where another entry carries the same commitment. */
  readonly seed?: Bytes32;
}

/**
 * Checks the payload of a draft.
 *
 * @throws PortolanError as `checkMembers`.
 */
export function checkDraft({ payload, ...draft }: EntryDraft): CheckedDraft {
  checkMembers(payload);
  return { ...draft, payload };
}

/** A prepared entry that came back to be recorded as it is. Without a signature the gateway signs it. */
export interface ReturnedDraft extends PreparedDraft {
  /** The author's signature, encoded as in `SignedEntry`: 64, 65 or more bytes. */
  readonly signature?: Hex;
}
